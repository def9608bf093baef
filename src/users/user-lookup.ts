import { foldKey } from '../common/fold-key.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { equal } from '../platform/database/sql/predicate.js';
import { User } from './user.entity.js';

/** The user with this user name, in any letter case. */
export function findByUserName(tx: AccountTransaction, userName: string) {
  return tx.find(User, {
    columns: ['id', 'userName', 'role', 'active'],
    where: equal('userNameKey', foldKey(userName)),
  });
}
