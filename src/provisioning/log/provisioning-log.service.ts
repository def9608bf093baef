import { Injectable } from '@nestjs/common';
import type { ReadChange } from '../../common/changes.js';
import { firstCharacters } from '../../common/first-characters.js';
import { newId } from '../../common/identifier.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { pruneLog, type LogPage, type LogWindow } from '../../platform/database/log-rows.js';
import { readChanges, storedChanges } from './change.js';
import type { EventQuery } from './event-filters.js';
import { EventSearch, type EventKind, type FittingEvent, type StoredEvent } from './event-search.js';
import { subjectColumns, type RefusedValue } from './event-subject.js';
import { DETAIL_LENGTH, ProvisioningEvent } from './provisioning-event.entity.js';
import { readingOf, type Reading } from './readings.js';
import type { NewEvent, RecordedEvent } from './recorded-event.js';
import { unknownEvent } from './refusals.js';

/** An event with its explanation in words. */
export type ReadEvent = RecordedEvent & Reading & { changes: readonly ReadChange[] };

const ID_LENGTH = 64;

/** The provisioning log of an account: every write of its identity provider, and every failure. */
@Injectable()
export class ProvisioningLog {
  /** Writes an event in the same transaction as the change that it records. */
  async record(
    tx: AccountTransaction,
    { id = newId(), time = new Date().toISOString(), ...event }: NewEvent,
  ): Promise<void> {
    const { changes, count = 1, subject, refused = null, ...facts } = event;
    await tx.insert(ProvisioningEvent, [
      {
        ...facts,
        count,
        id,
        time,
        detail: event.detail === null ? null : firstCharacters(event.detail, DETAIL_LENGTH),
        resourceId: event.resourceId === null ? null : firstCharacters(event.resourceId, ID_LENGTH),
        durationMs: Math.max(0, Math.round(event.durationMs)),
        changes: changes.length > 0 ? storedChanges(changes) : null,
        ...subjectColumns(subject),
        refused: refused === null ? null : JSON.stringify(refused),
      },
    ]);
  }

  /**
   * The matching events, newest first, and the cursor of the next page, if there is one. A search for a text
   * may return fewer events than `limit`, or none, although there is a next page: see `EventSearch`.
   */
  async page(tx: AccountTransaction, query: EventQuery): Promise<LogPage<ReadEvent>> {
    const { items, nextCursor } = await new EventSearch(tx).page(query);
    return { items: items.map(toReadEvent), nextCursor };
  }

  /** The newest events of a kind that `fits` accepts, at most `limit`, and at a bounded cost: see `EventSearch`. */
  async newestThat(
    tx: AccountTransaction,
    kind: EventKind,
    window: LogWindow,
    fits: (event: FittingEvent) => boolean,
  ): Promise<ReadEvent[]> {
    return (await new EventSearch(tx).newestThat(kind, window, fits)).map(toReadEvent);
  }

  /** Throws `not-found`. */
  async get(tx: AccountTransaction, id: string): Promise<ReadEvent> {
    const row = await new EventSearch(tx).find(id);
    if (!row) throw unknownEvent(id);
    return toReadEvent(row);
  }

  /** Deletes one batch of events from before `instant`, see `pruneLog`. */
  prune(tx: AccountTransaction, instant: Date): Promise<number> {
    return pruneLog(tx, ProvisioningEvent, instant);
  }
}

function toReadEvent({ changes, subjectName, refused, ...row }: StoredEvent): ReadEvent {
  const { resourceType, resourceId } = row;
  const isAboutNobody = resourceType === null || (resourceId === null && subjectName === null);
  const event = {
    ...row,
    subject: isAboutNobody ? null : { id: resourceId, name: subjectName },
    refused: refused === null ? null : (JSON.parse(refused) as RefusedValue),
    changes: changes === null ? [] : readChanges(changes),
  };
  return { ...event, ...readingOf(event) };
}
