import { daysSince, type DayCounts } from '../journal/provisioning-days.js';
import { noCounts } from '../journal/run-counts.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';

const DAY_MS = 86_400_000;

/** How many days the overview looks back, today among them. */
export const DAYS_SHOWN = 30;

/** What the identity provider did on each of the last days (UTC), today last. */
export async function lastDays(tx: AccountTransaction, now: Date): Promise<DayCounts[]> {
  const days = Array.from({ length: DAYS_SHOWN }, (_, index) =>
    new Date(now.getTime() - (DAYS_SHOWN - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
  const known = new Map((await daysSince(tx, days[0] ?? '')).map((day) => [day.day, day]));
  return days.map((day) => known.get(day) ?? { day, ...noCounts() });
}
