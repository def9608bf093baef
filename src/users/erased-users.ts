import { mayNameErased } from '../accounts/erasures.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { isIn } from '../platform/database/sql/predicate.js';
import { User } from './user.entity.js';

/** What a user did, in a record that is written later. */
interface LateRecord {
  /** Null if it was not a user. */
  userId: string | null;
  /** ISO 8601. */
  time: string;
}

/** The ids of those users in `records` who may have been erased since: see `mayNameErased`. */
export async function erasedSince(
  tx: AccountTransaction,
  records: readonly LateRecord[],
): Promise<ReadonlySet<string>> {
  const ids = new Set(records.flatMap(({ userId }) => userId ?? []));
  const [first] = records.map(({ time }) => time).toSorted();
  if (ids.size === 0 || first === undefined || !(await mayNameErased(tx, first))) return new Set();
  const existing = await tx.select(User, { columns: ['id'], where: isIn('id', [...ids]) });
  for (const { id } of existing) ids.delete(id);
  return ids;
}
