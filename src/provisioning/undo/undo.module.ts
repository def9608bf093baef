import { Module } from '@nestjs/common';
import { AccountsModule } from '../../accounts/accounts.module.js';
import { AlarmsModule } from '../alarms/alarms.module.js';
import { DirectoryModule } from '../../directory/directory.module.js';
import { GroupsModule } from '../../groups/groups.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { OrganizationsModule } from '../../organizations/organizations.module.js';
import { OwnershipModule } from '../ownership/ownership.module.js';
import { DatabaseModule } from '../../platform/database/database.module.js';
import { LoggerModule } from '../../platform/logging/logger.module.js';
import { ProvisioningSettingsModule } from '../settings/provisioning-settings.module.js';
import { UsersModule } from '../../users/users.module.js';
import { GroupUndo } from './group-undo.service.js';
import { LaterChanges } from './later-changes.service.js';
import { ManagerUndo } from './manager-undo.service.js';
import { MakeLocal } from './make-local.service.js';
import { ManagedDeactivation } from './managed-deactivation.service.js';
import { NamesInUse } from './names-in-use.service.js';
import { OwnershipUndo } from './ownership-undo.service.js';
import { RunPeople } from './run-people.service.js';
import { RunSlices } from './run-slices.service.js';
import { UndoAftermaths } from './undo-aftermath.service.js';
import { UndoService } from './undo.service.js';
import { UndoSteps } from './undo-steps.service.js';
import { UndoWork } from './undo-work.service.js';
import { UndoWorker } from './undo-worker.service.js';
import { UserUndo } from './user-undo.service.js';

/**
 * Undoes runs of changes. Makes users and groups local, or deactivates users, that an identity provider
 * managed.
 */
@Module({
  imports: [
    AccountsModule,
    AlarmsModule,
    DatabaseModule,
    DirectoryModule,
    GroupsModule,
    JournalModule,
    LoggerModule,
    OrganizationsModule,
    OwnershipModule,
    ProvisioningSettingsModule,
    UsersModule,
  ],
  providers: [
    UndoService,
    UndoAftermaths,
    UndoWorker,
    UndoWork,
    MakeLocal,
    ManagedDeactivation,
    UndoSteps,
    RunPeople,
    RunSlices,
    UserUndo,
    ManagerUndo,
    OwnershipUndo,
    GroupUndo,
    LaterChanges,
    NamesInUse,
  ],
  exports: [MakeLocal, ManagedDeactivation, RunPeople, UndoService, UndoAftermaths, UndoWorker],
})
export class UndoModule {}
