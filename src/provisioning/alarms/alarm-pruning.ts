import { firstIdSince } from '../../common/identifier.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { all, compare } from '../../platform/database/sql/predicate.js';
import { Alarm } from './alarm.entity.js';

/** Deletes alarms from before `instant`, seen or not. */
export async function pruneAlarms(tx: AccountTransaction, instant: Date): Promise<void> {
  await tx.delete(Alarm, all(compare('id', '<', firstIdSince(instant))));
}
