import { Module } from '@nestjs/common';
import { LoggerModule } from '../../platform/logging/logger.module.js';
import { DatabaseModule } from '../../platform/database/database.module.js';
import { ProvisioningActivity } from './provisioning-activity.service.js';
import { FailureCauses } from './failure-causes.service.js';
import { ProvisioningLog } from './provisioning-log.service.js';

/** The provisioning log and the provisioning activity. */
@Module({
  imports: [DatabaseModule, LoggerModule],
  providers: [ProvisioningLog, ProvisioningActivity, FailureCauses],
  exports: [ProvisioningLog, ProvisioningActivity, FailureCauses],
})
export class ProvisioningLogModule {}
