import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { LoggerModule } from '../common/logger.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { ProvisioningServicesModule } from '../provisioning/provisioning-services.module.js';
import { SettingsModule } from '../settings.module.js';
import { Pruning } from './pruning.service.js';
import { Retention } from './retention.service.js';

/** How long things are kept. */
@Module({
  imports: [AuthModule, DatabaseModule, LoggerModule, ProvisioningServicesModule, SettingsModule],
  providers: [Pruning, Retention],
})
export class RetentionModule {}
