import { Module } from '@nestjs/common';
import { LoggerModule } from '../common/logger.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { SettingsModule } from '../settings.module.js';
import { ProvisioningLog } from './provisioning-log.service.js';
import { Retention } from './retention.service.js';

/** What identity providers did, kept for those who ask why. */
@Module({
  imports: [DatabaseModule, LoggerModule, SettingsModule],
  providers: [ProvisioningLog, Retention],
  exports: [ProvisioningLog],
})
export class ProvisioningModule {}
