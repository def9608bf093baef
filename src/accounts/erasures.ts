import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { idIs } from '../platform/database/sql/predicate.js';
import { Account } from './account.entity.js';

/** Replaces the texts of an erased person in records. */
export const ERASED = '(erased)';

/** Covers requests that were underway when the person was deleted, and clocks of servers that differ. */
const MARGIN_MS = 10_000;

/**
 * Notes that a person is being erased. From then on, no server writes names of that person that it has in memory from
 * before, see `mayNameErased`. So the erasure need not wait for other servers.
 */
export async function startErasure(tx: AccountTransaction): Promise<void> {
  await tx.update(Account, { lastErasureAt: new Date().toISOString() }, idIs(tx.accountId));
}

/**
 * For records that are written later than the request that they are about, possibly by another server than the one that
 * erases: whether somebody may have been erased since `time` (ISO 8601). If so, the record must not name anyone. An
 * erasure that starts meanwhile waits for this transaction, and finds what it has written.
 */
export async function mayNameErased(tx: AccountTransaction, time: string): Promise<boolean> {
  const account = await tx.find(Account, {
    columns: ['lastErasureAt'],
    where: idIs(tx.accountId),
    forShare: true,
  });
  const last = account?.lastErasureAt ?? null;
  return last !== null && Date.parse(time) - MARGIN_MS <= Date.parse(last);
}
