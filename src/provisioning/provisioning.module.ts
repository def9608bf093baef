import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { LoggerModule } from '../common/logger.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { SettingsModule } from '../settings.module.js';
import { EventsController } from './events.controller.js';
import { ProvisioningServicesModule } from './provisioning-services.module.js';
import { Retention } from './retention.service.js';

/** What identity providers did, kept for those who ask why. */
@Module({
  imports: [AuthModule, DatabaseModule, LoggerModule, ProvisioningServicesModule, SettingsModule],
  controllers: [EventsController],
  providers: [Retention],
})
export class ProvisioningModule {}
