import { earliestIdSince, latestIdBefore } from '../common/identifier.js';
import type { Moves } from '../expenses/departures.service.js';
import { JournalChange } from '../provisioning/journal/journal-change.entity.js';
import type { StoredRun } from '../provisioning/journal/run-keeper.service.js';
import { all, compare, equal, exists } from '../platform/database/sql/predicate.js';
import { ProvisioningEvent } from '../provisioning/log/provisioning-event.entity.js';

/**
 * The moves of expense reports that a run has caused: those of events whose changes belong to it. As the ids of events are in the
 * order of time, only moves by events of the time of the run are looked at, also for those that a job made later.
 */
export function movedByRun({ id, firstAt, lastAt }: Pick<StoredRun, 'id' | 'firstAt' | 'lastAt'>): Moves {
  const change = { resourceType: 'resourceType', resourceId: 'resourceId', eventId: 'id' } as const;
  const where = all(
    compare('eventId', '>=', earliestIdSince(new Date(firstAt))),
    compare('eventId', '<', latestIdBefore(new Date(lastAt))),
    exists(ProvisioningEvent, { id: 'eventId' }, exists(JournalChange, change, equal('runId', id))),
  );
  return { where, orderBy: [{ column: 'eventId' }, { column: 'id' }] };
}
