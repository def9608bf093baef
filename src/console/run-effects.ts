import { earliestIdSince, latestIdBefore } from '../common/identifier.js';
import type { Moves } from '../expenses/departures.service.js';
import { JournalChange } from '../provisioning/journal/journal-change.entity.js';
import type { StoredRun } from '../provisioning/journal/run-keeper.service.js';
import { all, compare, equal, exists } from '../platform/database/sql/predicate.js';
import { ProvisioningEvent } from '../provisioning/log/provisioning-event.entity.js';

/**
 * The moves of expense reports that a run has caused: those of events whose changes belong to it. Since event ids are in
 * chronological order, only moves by events from the time of the run are read, including moves that a job made later.
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
