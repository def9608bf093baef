import { Injectable } from '@nestjs/common';
import { GroupsService } from '../groups/groups.service.js';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import { UsersService, type DeletableUser } from '../users/users.service.js';

/** Deletes users for all APIs. */
@Injectable()
export class UserRemoval {
  constructor(
    private readonly groups: GroupsService,
    private readonly users: UsersService,
  ) {}

  /**
   * Deletes a user, whose row is locked, after removing them from all groups, which changes those. Throws like
   * `UsersService.delete`.
   */
  async remove(tx: AuthoredTransaction, user: DeletableUser): Promise<void> {
    await this.groups.removeUser(tx, user.id);
    await this.users.delete(tx, user);
  }
}
