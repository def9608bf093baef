import type { Entity } from '../platform/database/sql/columns.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { join } from '../platform/database/sql/selection.js';
import { Account } from './account.entity.js';

/**
 * An account's work that a process carries out in slices. Other processes take over when the lease (ISO 8601)
 * has passed.
 */
interface Leased {
  accountId: string;
  leaseUntil: string;
}

/** The ids of the accounts with work of a kind that no process carries out any more. */
export async function accountsWithDue(tx: PlatformTransaction, work: Entity<Leased>): Promise<string[]> {
  const rows = await tx.select(Account, {
    columns: ['id'],
    joins: [join(work, { on: { accountId: 'id' }, columns: { leaseUntil: 'leaseUntil' } })],
  });
  const now = new Date().toISOString();
  return rows.filter(({ leaseUntil }) => leaseUntil <= now).map(({ id }) => id);
}
