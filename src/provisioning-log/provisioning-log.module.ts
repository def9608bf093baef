import { Module } from '@nestjs/common';
import { LoggerModule } from '../platform/logging/logger.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { ProvisioningActivity } from './provisioning-activity.service.js';
import { ProvisioningLog } from './provisioning-log.service.js';

/** The provisioning log and the provisioning activity. */
@Module({
  imports: [DatabaseModule, LoggerModule],
  providers: [ProvisioningLog, ProvisioningActivity],
  exports: [ProvisioningLog, ProvisioningActivity],
})
export class ProvisioningLogModule {}
