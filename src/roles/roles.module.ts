import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { LoggerModule } from '../platform/logging/logger.module.js';
import { ProvisioningSettingsModule } from '../provisioning/settings/provisioning-settings.module.js';
import { UsersModule } from '../users/users.module.js';
import { RoleGrants } from './role-grants.service.js';
import { RoleSettlement } from './role-settlement.service.js';
import { RoleSweepWorker } from './role-sweep-worker.service.js';
import { RoleSweeps } from './role-sweeps.service.js';

/**
 * Keeps every user's role in line with its sources. Every program that changes users or groups must import
 * it.
 */
@Module({
  imports: [
    AccountsModule,
    DatabaseModule,
    GroupsModule,
    LoggerModule,
    ProvisioningSettingsModule,
    UsersModule,
  ],
  providers: [RoleGrants, RoleSettlement, RoleSweepWorker, RoleSweeps],
  exports: [RoleSweepWorker],
})
export class RolesModule {}
