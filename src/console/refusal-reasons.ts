import type { ReadChange } from '../journal/runs.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { ProvisioningEvent } from '../provisioning-log/provisioning-event.entity.js';
import { explanationOf } from '../provisioning-log/readings.js';

const COLUMNS = [
  'id',
  'time',
  'actor',
  'operation',
  'resourceType',
  'resourceId',
  'outcome',
  'status',
  'code',
  'durationMs',
  'count',
  'client',
] as const;

/** Why the refused ones of the changes were refused, in words, by the id of their event; in one statement. */
export async function refusalReasons(
  tx: AccountTransaction,
  changes: readonly ReadChange[],
): Promise<ReadonlyMap<string, string>> {
  const ids = changes.flatMap(({ refused, eventId }) => (refused > 0 && eventId !== null ? [eventId] : []));
  const events = await tx.selectListed(ProvisioningEvent, 'id', ids, { columns: COLUMNS });
  return new Map(
    events.map((event) => [
      event.id,
      explanationOf({ ...event, detail: null, changes: [], subject: null, refused: null }).reason,
    ]),
  );
}
