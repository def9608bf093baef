import { Module } from '@nestjs/common';
import { SettingsModule } from '../settings.module.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsService } from './metrics.service.js';

@Module({ imports: [SettingsModule], controllers: [MetricsController], providers: [MetricsService] })
export class MetricsModule {}
