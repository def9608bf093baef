import { Module, type DynamicModule } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { AuthModule } from './auth/auth.module.js';
import { HttpModule } from './platform/http/http.module.js';
import { LoggerModule } from './platform/logging/logger.module.js';
import { ConsoleModule } from './console/console.module.js';
import { ConnectionsModule } from './platform/database/connections/connections.module.js';
import { DemoModule } from './demo/demo.module.js';
import { DoctorModule } from './rest/doctor/doctor.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { AuditModule } from './rest/audit/audit.module.js';
import { PeopleModule } from './rest/directory/people.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { ProvisioningModule } from './rest/provisioning/provisioning.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { ScimModule } from './scim/scim.module.js';
import { SettingsModule } from './config/settings.module.js';
import { SupportModule } from './rest/support/support.module.js';
import { UserUpkeepModule } from './users/user-upkeep.module.js';

/** The whole server: the one place that knows every module. */
@Module({})
export class AppModule {
  /** On a data source that is open already; it is closed along with the application. */
  static on(dataSource: DataSource): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConnectionsModule.on(dataSource),
        SettingsModule,
        LoggerModule,
        HttpModule,
        HealthModule,
        MetricsModule,
        AuthModule,
        AuditModule,
        PeopleModule,
        UserUpkeepModule,
        ProvisioningModule,
        RetentionModule,
        DoctorModule,
        ScimModule,
        SupportModule,
        ConsoleModule,
        DemoModule,
      ],
    };
  }
}
