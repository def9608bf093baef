import { Injectable } from '@nestjs/common';
import type { ReadChange } from '../common/changes.js';
import { firstCharacters } from '../common/first-characters.js';
import { newId } from '../common/identifier.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { logPage, ofWindow, pruneLog, type LogPage, type LogWindow } from '../platform/database/log-rows.js';
import { equal, idIs, allOf, type Where } from '../platform/database/sql/predicate.js';
import { readChanges, storedChanges } from './change.js';
import {
  DETAIL_LENGTH,
  ProvisioningEvent,
  type Operation,
  type Outcome,
} from './provisioning-event.entity.js';
import { readingOf, type Reading } from './readings.js';
import type { NewEvent, RecordedEvent } from './recorded-event.js';
import { unknownEvent } from './refusals.js';

/** An event with its explanation in words. */
export type ReadEvent = RecordedEvent & Reading & { changes: readonly ReadChange[] };

export interface EventQuery extends LogWindow {
  outcome?: Outcome | undefined;
  operation?: Operation | undefined;
  /** `User`, `Group`, or the id of one resource. */
  resource?: string | undefined;
}

const COLUMNS = [
  'id',
  'time',
  'actor',
  'operation',
  'resourceType',
  'resourceId',
  'outcome',
  'status',
  'detail',
  'code',
  'durationMs',
  'count',
  'client',
  'changes',
] as const;

type StoredEvent = Pick<ProvisioningEvent, (typeof COLUMNS)[number]>;

const ID_LENGTH = 64;

/** The provisioning log of an account: every write of its identity provider, and every failure. */
@Injectable()
export class ProvisioningLog {
  /** Written with the change that it tells of, in the same transaction. */
  async record(
    tx: AccountTransaction,
    { id = newId(), changes, count = 1, ...event }: NewEvent,
  ): Promise<void> {
    await tx.insert(ProvisioningEvent, [
      {
        ...event,
        count,
        id,
        time: new Date().toISOString(),
        detail: event.detail === null ? null : firstCharacters(event.detail, DETAIL_LENGTH),
        resourceId: event.resourceId === null ? null : firstCharacters(event.resourceId, ID_LENGTH),
        durationMs: Math.max(0, Math.round(event.durationMs)),
        changes: changes.length > 0 ? storedChanges(changes) : null,
      },
    ]);
  }

  /** The matching events, newest first, and the cursor of the next page, if there is one. Throws `invalid`. */
  async page(tx: AccountTransaction, query: EventQuery): Promise<LogPage<ReadEvent>> {
    const rows = await tx.select(ProvisioningEvent, {
      columns: COLUMNS,
      where: allOf(conditionsOf(query)),
      orderBy: [{ column: 'id', descending: true }],
      limit: query.limit + 1,
    });
    const { items, nextCursor } = logPage(rows, query.limit);
    return { items: items.map(toReadEvent), nextCursor };
  }

  /** Throws `not-found`. */
  async get(tx: AccountTransaction, id: string): Promise<ReadEvent> {
    const row = await tx.find(ProvisioningEvent, { columns: COLUMNS, where: idIs(id) });
    if (!row) throw unknownEvent(id);
    return toReadEvent(row);
  }

  /** Deletes one batch of events from before `instant`, see `pruneLog`. */
  prune(tx: AccountTransaction, instant: Date): Promise<number> {
    return pruneLog(tx, ProvisioningEvent, instant);
  }
}

function conditionsOf({ outcome, operation, resource, ...window }: EventQuery): Where<ProvisioningEvent>[] {
  return [
    ...(outcome === undefined ? [] : [equal('outcome', outcome)]),
    ...(operation === undefined ? [] : [equal('operation', operation)]),
    ...(resource === undefined
      ? []
      : [
          resource === 'User' || resource === 'Group'
            ? equal('resourceType', resource)
            : equal('resourceId', resource),
        ]),
    ...ofWindow(window),
  ];
}

function toReadEvent({ changes, ...row }: StoredEvent): ReadEvent {
  const event = { ...row, changes: changes === null ? [] : readChanges(changes) };
  return { ...event, ...readingOf(event) };
}
