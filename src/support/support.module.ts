import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { AuditController } from './audit.controller.js';
import { ModulesController } from './modules.controller.js';
import { ProvisioningModule } from '../provisioning/provisioning.module.js';
import { SupportEventsController } from './events.controller.js';
import { SupportServicesModule } from './support-services.module.js';
import { SupportAccountsController } from './support-accounts.controller.js';

/** Support over HTTP. */
@Module({
  imports: [AccountsModule, AuthModule, DatabaseModule, ProvisioningModule, SupportServicesModule],
  controllers: [SupportAccountsController, ModulesController, AuditController, SupportEventsController],
})
export class SupportModule {}
