import type { ReadChange } from '../provisioning/journal/runs.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { ProvisioningEvent } from '../provisioning/log/provisioning-event.entity.js';
import { CAUSE_COLUMNS, causeOf } from '../provisioning/log/readings.js';

/** Why the refused ones of the changes were refused, in words, by the id of their event; in one statement. */
export async function refusalReasons(
  tx: AccountTransaction,
  changes: readonly ReadChange[],
): Promise<ReadonlyMap<string, string>> {
  const ids = changes.flatMap(({ refused, eventId }) => (refused > 0 && eventId !== null ? [eventId] : []));
  const events = await tx.selectListed(ProvisioningEvent, 'id', ids, { columns: CAUSE_COLUMNS });
  return new Map(events.map((event) => [event.id, causeOf(event).reason]));
}
