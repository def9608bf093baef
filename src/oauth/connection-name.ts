import { Account } from '../accounts/account.entity.js';
import { nameKey, typedName } from '../accounts/name.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { idIs } from '../platform/database/sql/predicate.js';
import { NAME_LENGTH } from '../platform/database/sql/searchable-text.js';
import { OauthClient } from './oauth-client.entity.js';

export const CONNECTION_NAME = { label: 'The name of the connection', pointer: '/name' };

/** Trims a name. Throws `invalid` for one that is empty, too long, or has control characters. */
export function connectionName(name: string): string {
  return typedName(name, CONNECTION_NAME);
}

/** The unique key of a connection's name. Throws `invalid` like `nameKey`. */
export const connectionNameKey = (name: string): string => nameKey(name, CONNECTION_NAME);

/**
 * Reads the name keys of an account's connections. Locks the account, so that a transaction that adds a
 * connection at the same time waits, and then finds this one.
 */
export async function lockNameKeys(tx: AccountTransaction): Promise<(string | null)[]> {
  await tx.find(Account, { columns: ['id'], where: idIs(tx.accountId), forUpdate: true });
  return (await tx.select(OauthClient, { columns: ['nameKey'] })).map((row) => row.nameKey);
}

/** The name, or the name with the first number that is free, such as `Okta (2)`. */
export function freeName(name: string, taken: readonly (string | null)[]): string {
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : ` (${number})`;
    const free =
      Array.from(name)
        .slice(0, NAME_LENGTH - suffix.length)
        .join('') + suffix;
    if (!taken.includes(connectionNameKey(free))) return free;
  }
}
