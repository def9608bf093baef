import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { JournalModule } from '../provisioning/journal/journal.module.js';
import { DriftModule } from '../provisioning/drift/drift.module.js';
import { OperatorsModule } from '../operators/operators.module.js';
import { OwnershipModule } from '../provisioning/ownership/ownership.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccountRemoval } from './account-removal.service.js';
import { ExpenseTraces } from './expense-traces.service.js';
import { JournalTraces } from './journal-traces.service.js';
import { OwnedRows } from './owned-rows.service.js';
import { PersonErasure } from './person-erasure.service.js';
import { PersonRows } from './person-rows.service.js';
import { PersonTraces } from './person-traces.service.js';
import { ProvisioningSettingsModule } from '../provisioning/settings/provisioning-settings.module.js';
import { ProvisioningTraces } from './provisioning-traces.service.js';
import { RecordTraces } from './record-traces.service.js';

/** Erases people and removes accounts, as data protection law requires. */
@Module({
  imports: [
    AccountsModule,
    DatabaseModule,
    DirectoryModule,
    DriftModule,
    JournalModule,
    OperatorsModule,
    OwnershipModule,
    ProvisioningSettingsModule,
    UsersModule,
  ],
  providers: [
    AccountRemoval,
    ExpenseTraces,
    JournalTraces,
    OwnedRows,
    PersonErasure,
    PersonRows,
    PersonTraces,
    ProvisioningTraces,
    RecordTraces,
  ],
  exports: [AccountRemoval, PersonErasure],
})
export class ErasureModule {}
