import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { ProvisioningSettingsModule } from '../provisioning-settings/provisioning-settings.module.js';
import { UsersModule } from '../users/users.module.js';
import { RoleGrants } from './role-grants.service.js';

/** Keeps the role of every user as its sources say. Every program that changes users or groups must import it. */
@Module({
  imports: [AccountsModule, GroupsModule, ProvisioningSettingsModule, UsersModule],
  providers: [RoleGrants],
})
export class RolesModule {}
