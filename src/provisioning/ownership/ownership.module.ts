import { Module } from '@nestjs/common';
import { AccountsModule } from '../../accounts/accounts.module.js';
import { GroupsModule } from '../../groups/groups.module.js';
import { LoggerModule } from '../../platform/logging/logger.module.js';
import { DatabaseModule } from '../../platform/database/database.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { ProvisioningSettingsModule } from '../settings/provisioning-settings.module.js';
import { UsersModule } from '../../users/users.module.js';
import { ManagedLock } from './managed-lock.service.js';
import { OwnershipChanges } from './ownership-changes.service.js';
import { Owners } from './ownership.service.js';
import { Sightings } from './sightings.service.js';

/** Which connection manages each user and group, and when identity providers last saw them. */
@Module({
  imports: [
    AccountsModule,
    DatabaseModule,
    GroupsModule,
    JournalModule,
    LoggerModule,
    ProvisioningSettingsModule,
    UsersModule,
  ],
  providers: [ManagedLock, OwnershipChanges, Owners, Sightings],
  exports: [ManagedLock, OwnershipChanges, Owners, Sightings],
})
export class OwnershipModule {}
