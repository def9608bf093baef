import { Injectable } from '@nestjs/common';
import { Account } from '../accounts/account.entity.js';
import { conflict } from '../common/errors.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, equal, idIs, not } from '../platform/database/sql/predicate.js';
import { User } from './user.entity.js';

/** Whether a user may administer its account. */
export function isActiveAdmin({ role, active }: Pick<User, 'role' | 'active'>): boolean {
  return role === 'admin' && active;
}

/** The users who run an account. */
@Injectable()
export class AdministratorsService {
  /**
   * Throws `conflict` (`last-admin`) where the account has no active admin besides this user. The account is held
   * until the transaction ends, so that two admins cannot each take the rights of the other.
   */
  async ensureAnother(tx: AccountTransaction, userId: string): Promise<void> {
    await tx.find(Account, { columns: ['id'], where: idIs(tx.accountId), forUpdate: true });
    const others = await tx.count(
      User,
      all(equal('role', 'admin'), equal('active', true), not(idIs(userId))),
    );
    if (others > 0) return;
    throw conflict(
      'This is the last active administrator of the account. Make another user an administrator first.',
      { code: 'last-admin' },
    );
  }
}
