import { Module } from '@nestjs/common';
import { AccountsModule } from '../../accounts/accounts.module.js';
import { GroupsModule } from '../../groups/groups.module.js';
import { LoggerModule } from '../../platform/logging/logger.module.js';
import { DatabaseModule } from '../../platform/database/database.module.js';
import { ProvisioningSettingsModule } from '../settings/provisioning-settings.module.js';
import { UsersModule } from '../../users/users.module.js';
import { MakeLocal } from './make-local.service.js';
import { ManagedLock } from './managed-lock.service.js';
import { Owners } from './ownership.service.js';
import { Sightings } from './sightings.service.js';

/** Which connection manages each user and group, and when identity providers last saw them. */
@Module({
  imports: [
    AccountsModule,
    DatabaseModule,
    GroupsModule,
    LoggerModule,
    ProvisioningSettingsModule,
    UsersModule,
  ],
  providers: [MakeLocal, ManagedLock, Owners, Sightings],
  exports: [MakeLocal, ManagedLock, Owners, Sightings],
})
export class OwnershipModule {}
