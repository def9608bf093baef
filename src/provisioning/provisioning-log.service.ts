import { Injectable } from '@nestjs/common';
import { newId } from '../common/identifier.js';
import type { AccountTransaction } from '../database/account-transaction.js';
import { all, compare, equal, type Predicate } from '../database/predicate.js';
import { storedChanges, type Change } from './change.js';
import {
  ProvisioningEvent,
  type Operation,
  type Outcome,
  type ResourceName,
} from './provisioning-event.entity.js';

/** What happened, as the one who did it tells it. */
export interface NewEvent {
  actor: string;
  operation: Operation;
  resourceType: ResourceName | null;
  resourceId: string | null;
  outcome: Outcome;
  status: number;
  detail: string | null;
  durationMs: number;
  changes: readonly Change[];
}

/** An event as it is read. */
export type RecordedEvent = NewEvent & { id: string; time: string };

export interface EventQuery {
  outcome?: Outcome | undefined;
  operation?: Operation | undefined;
  /** `User`, `Group`, or the id of one resource. */
  resource?: string | undefined;
  /** ISO 8601; events from then on. */
  since?: string | undefined;
  limit: number;
  /** The id of the last event seen. */
  cursor?: string | undefined;
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
  'durationMs',
  'changes',
] as const;

const DETAIL_LENGTH = 1_000;
const ID_LENGTH = 64;

/** The provisioning log of an account: every write of its identity provider, and every failure. */
@Injectable()
export class ProvisioningLog {
  /** Written with the change that it tells of, in the same transaction. */
  async record(tx: AccountTransaction, { changes, ...event }: NewEvent): Promise<void> {
    await tx.insert(ProvisioningEvent, [
      {
        ...event,
        id: newId(),
        time: new Date().toISOString(),
        detail: event.detail?.slice(0, DETAIL_LENGTH) ?? null,
        resourceId: event.resourceId?.slice(0, ID_LENGTH) ?? null,
        durationMs: Math.max(0, Math.round(event.durationMs)),
        changes: changes.length > 0 ? storedChanges(changes) : null,
      },
    ]);
  }

  /** Events that fit, newest first, and where the next page begins, if there is one. */
  async page(
    tx: AccountTransaction,
    query: EventQuery,
  ): Promise<{ items: RecordedEvent[]; nextCursor: string | null }> {
    const rows = await tx.select<ProvisioningEvent>(ProvisioningEvent, {
      columns: COLUMNS,
      where: all(...conditionsOf(query)),
      orderBy: [{ column: 'id', descending: true }],
      limit: query.limit + 1,
    });
    const items = rows.slice(0, query.limit).map(recorded);
    return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** Removes events from before `time` and gives their number. */
  prune(tx: AccountTransaction, time: string): Promise<number> {
    return tx.delete(ProvisioningEvent, compare('time', '<', time));
  }
}

function conditionsOf({ outcome, operation, resource, since, cursor }: EventQuery): Predicate[] {
  return [
    ...(outcome === undefined ? [] : [equal('outcome', outcome)]),
    ...(operation === undefined ? [] : [equal('operation', operation)]),
    ...(resource === undefined
      ? []
      : [equal(resource === 'User' || resource === 'Group' ? 'resourceType' : 'resourceId', resource)]),
    ...(since === undefined ? [] : [compare('time', '>=', since)]),
    ...(cursor === undefined ? [] : [compare('id', '<', cursor)]),
  ];
}

function recorded({ changes, ...event }: ProvisioningEvent): RecordedEvent {
  return { ...event, changes: changes === null ? [] : (JSON.parse(changes) as Change[]) };
}
