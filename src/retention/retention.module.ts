import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { ErasureModule } from '../erasure/erasure.module.js';
import { LoggerModule } from '../platform/logging/logger.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { ProvisioningLogModule } from '../provisioning/log/provisioning-log.module.js';
import { SettingsModule } from '../config/settings.module.js';
import { Pruning } from './pruning.service.js';
import { Retention } from './retention.service.js';

/** Deletes data whose retention period has passed. */
@Module({
  imports: [
    AccountsModule,
    AuthModule,
    DatabaseModule,
    ErasureModule,
    LoggerModule,
    ProvisioningLogModule,
    SettingsModule,
  ],
  providers: [Pruning, Retention],
})
export class RetentionModule {}
