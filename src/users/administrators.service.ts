import { Injectable } from '@nestjs/common';
import { Account } from '../accounts/account.entity.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, equal, idIs, not } from '../platform/database/sql/predicate.js';
import { User } from './user.entity.js';
import { lastAdmin } from './refusals.js';

/** Whether a user is an active administrator. */
export function isActiveAdmin({ role, active }: Pick<User, 'role' | 'active'>): boolean {
  return role === 'admin' && active;
}

/** Protects the last administrator of an account. */
@Injectable()
export class AdministratorsService {
  /**
   * Throws `conflict` (`last-admin`) if the account has no other active admin. Locks the account until the
   * transaction ends, so that two admins cannot demote each other at the same time.
   */
  async ensureAnother(tx: AccountTransaction, userId: string): Promise<void> {
    await tx.find(Account, { columns: ['id'], where: idIs(tx.accountId), forUpdate: true });
    const another = await tx.find(User, {
      columns: ['id'],
      where: all(equal('role', 'admin'), equal('active', true), not(idIs(userId))),
    });
    if (!another) throw lastAdmin();
  }
}
