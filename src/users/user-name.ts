import { nameKey, typedLoginName, USER_NAME } from '../accounts/name.js';
import { foldKey } from '../common/fold-key.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { DuplicateKeyError } from '../platform/database/connections/driver-errors.js';
import { equal } from '../platform/database/sql/predicate.js';
import { userNamesTaken, userNameTaken } from './refusals.js';
import { User } from './user.entity.js';

/** A user name as a person typed it. Throws `invalid` like `typedLoginName`. */
export const typedUserName = (text: string): string => typedLoginName(text, USER_NAME);

/** The unique key of a user name. Throws `invalid` like `nameKey`. */
export const userNameKey = (userName: string): string => nameKey(userName, USER_NAME);

/** The user with this user name, in any letter case. */
export function findByUserName(tx: AccountTransaction, userName: string) {
  return tx.find(User, {
    columns: ['id', 'userName', 'role', 'active', 'displayName', 'formattedName', 'givenName', 'familyName'],
    where: equal('userNameKey', foldKey(userName)),
  });
}

/**
 * The result of `write`, which stores users under these names. Throws `conflict` (`user-name-taken`,
 * `user-name-taken-by-inactive`) if the database refuses a name as taken.
 */
export async function withFreeUserNames<T>(
  tx: AccountTransaction,
  userNames: readonly string[],
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof DuplicateKeyError) || !error.columns.includes('userNameKey')) throw error;
    const [userName, ...others] = userNames;
    if (userName !== undefined && others.length === 0) {
      throw userNameTaken(userName, await findByUserName(tx, userName)).with({ cause: error });
    }
    throw userNamesTaken().with({ cause: error });
  }
}
