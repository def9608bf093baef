import { Injectable } from '@nestjs/common';
import { GroupsService } from '../groups/groups.service.js';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import { UserChanges, type DeletableUser } from '../users/user-changes.service.js';

/** Deletes users for all APIs. */
@Injectable()
export class UserRemoval {
  constructor(
    private readonly groups: GroupsService,
    private readonly users: UserChanges,
  ) {}

  /**
   * Deletes a user, whose row is locked, after removing them from all groups, which changes those. Throws like
   * `UserChanges.delete`.
   */
  async remove(tx: AuthoredTransaction, user: DeletableUser): Promise<void> {
    await this.groups.removeUser(tx, user.id);
    await this.users.delete(tx, user);
  }
}
