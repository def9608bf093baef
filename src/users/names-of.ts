import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { NAME_COLUMNS, shownName } from './shown-name.js';
import { User } from './user.entity.js';

/**
 * The shown names of users by id, including deleted ones. Ignores null. Takes one statement, or none without
 * ids.
 */
export async function namesOf(
  tx: AccountTransaction,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string | null, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  const columns = ['id', ...NAME_COLUMNS] as const;
  const rows = await tx.withDeleted().selectListed(User, 'id', known, { columns });
  return new Map(rows.map((row) => [row.id, shownName(row)]));
}
