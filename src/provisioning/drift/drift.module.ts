import { Module } from '@nestjs/common';
import { AccountsModule } from '../../accounts/accounts.module.js';
import { DatabaseModule } from '../../platform/database/database.module.js';
import { OwnershipModule } from '../ownership/ownership.module.js';
import { UsersModule } from '../../users/users.module.js';
import { DriftService } from './drift.service.js';
import { DriftStore } from './drift-store.service.js';

/** Compares the users of an account with its identity provider's list. */
@Module({
  imports: [AccountsModule, DatabaseModule, OwnershipModule, UsersModule],
  providers: [DriftService, DriftStore],
  exports: [DriftService, DriftStore],
})
export class DriftModule {}
