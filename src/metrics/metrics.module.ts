import { Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import { AuthModule } from '../auth/auth.module.js';
import { HttpModule } from '../platform/http/http.module.js';
import { LoggerModule } from '../platform/logging/logger.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { PasswordsModule } from '../auth/passwords/passwords.module.js';
import { SettingsModule } from '../config/settings.module.js';
import { BackgroundWorkMetrics } from './background-work-metrics.service.js';
import { CatalogueSecretMetrics } from './catalogue-secret-metrics.service.js';
import { DatabaseMetrics } from './database-metrics.service.js';
import { LastCalls } from './last-calls.service.js';
import { LimitMetrics } from './limit-metrics.service.js';
import { MemoryMetrics } from './memory-metrics.service.js';
import { NotificationMetrics } from './notification-metrics.service.js';
import { NotificationSendingModule } from '../provisioning/notifications/notification-sending.module.js';
import { OpenAlarmMetrics } from './open-alarm-metrics.service.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsService } from './metrics.service.js';
import { PasswordMetrics } from './password-metrics.service.js';
import { GaugeMeans } from './periodic-gauge.js';
import { REGISTRY } from './registry.js';
import { WaitingReportMetrics } from './waiting-report-metrics.service.js';

@Module({
  imports: [
    SettingsModule,
    HttpModule,
    AuthModule,
    DatabaseModule,
    LoggerModule,
    NotificationSendingModule,
    PasswordsModule,
  ],
  controllers: [MetricsController],
  providers: [
    { provide: REGISTRY, useFactory: () => new Registry() },
    GaugeMeans,
    MetricsService,
    BackgroundWorkMetrics,
    CatalogueSecretMetrics,
    DatabaseMetrics,
    LastCalls,
    LimitMetrics,
    MemoryMetrics,
    NotificationMetrics,
    OpenAlarmMetrics,
    PasswordMetrics,
    WaitingReportMetrics,
  ],
})
export class MetricsModule {}
