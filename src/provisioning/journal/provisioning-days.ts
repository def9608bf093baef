import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { compare, equal } from '../../platform/database/sql/predicate.js';
import type { JournalChange } from './journal-change.entity.js';
import { ProvisioningDay } from './provisioning-day.entity.js';
import { COUNTED, countChange, noCounts, sumOf, type CountedChange, type RunCounts } from './run-counts.js';

/** What the identity provider did on one day (UTC), such as `2026-11-29`. */
export type DayCounts = RunCounts & { day: string };

const COLUMNS = ['day', ...COUNTED] as const;

/** Adds changes of the identity provider to the days on which they were made. */
export async function addToDays(
  tx: AccountTransaction,
  changes: readonly (CountedChange & Pick<JournalChange, 'time'>)[],
): Promise<void> {
  const days = new Map<string, RunCounts>();
  for (const change of changes) {
    const day = change.time.slice(0, 10);
    const counts = days.get(day) ?? noCounts();
    countChange(counts, change);
    days.set(day, counts);
  }
  for (const [day, counts] of days) {
    const known = await tx.find(ProvisioningDay, { columns: COUNTED, where: equal('day', day) });
    if (known) await tx.update(ProvisioningDay, sumOf(known, counts), equal('day', day));
    else await tx.insert(ProvisioningDay, [{ day, ...counts }]);
  }
}

/** The days from `first` on, such as `2026-11-29`, oldest first; days without changes are left out. */
export function daysSince(tx: AccountTransaction, first: string): Promise<DayCounts[]> {
  return tx.select(ProvisioningDay, {
    columns: COLUMNS,
    where: compare('day', '>=', first),
    orderBy: [{ column: 'day' }],
  });
}

/** Deletes the days before `first`. */
export async function pruneDays(tx: AccountTransaction, first: string): Promise<void> {
  await tx.delete(ProvisioningDay, compare('day', '<', first));
}
