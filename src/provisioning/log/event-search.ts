import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import {
  KeyedLog,
  LOOKED_AT,
  selectionOf,
  type LogKey,
  type LogSelection,
} from '../../platform/database/keyed-log.js';
import { NEWEST_FIRST, type LogPage, type LogWindow } from '../../platform/database/log-rows.js';
import {
  all,
  anyOf,
  contains,
  equal,
  idIs,
  match,
  present,
  type Where,
} from '../../platform/database/sql/predicate.js';
import type { ColumnName } from '../../platform/database/sql/columns.js';
import { CAUSE_OF_EVENT, keysOfCause, keysOfFilters, type EventQuery } from './event-filters.js';
import { externalKeyOf, subjectKeyOf } from './event-subject.js';
import {
  EVENTS_BY_EMAIL,
  EVENTS_BY_EXTERNAL_ID,
  EVENTS_BY_OUTCOME,
  EVENTS_BY_RESOURCE,
  EVENTS_BY_SUBJECT,
  EVENTS_BY_TYPE,
  ProvisioningEvent,
} from './provisioning-event.entity.js';

/** The columns that readers get. */
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
  'subjectName',
  'refused',
] as const;

/** An event as it is stored, without the columns that only serve to find it. */
export type StoredEvent = Pick<ProvisioningEvent, (typeof COLUMNS)[number]>;

/** How many events `newestThat` looks at. */
const NEWEST = 2_000;

/** Events to which an index leads: all refusals, or all events of groups. */
export type EventKind = 'refusals' | 'groups';

const KINDS: Readonly<Record<EventKind, LogKey<ProvisioningEvent>>> = {
  refusals: { where: equal('outcome', 'failure'), index: EVENTS_BY_OUTCOME },
  groups: { where: equal('resourceType', 'Group'), index: EVENTS_BY_TYPE },
};

/** The columns that decide whether an event matches. */
export type FittingEvent = Pick<ProvisioningEvent, 'operation' | 'outcome'>;

const EVERY_EVENT: LogKey<ProvisioningEvent> = { where: all(), index: 'PRIMARY' };

/**
 * Finds events in one account's log. A search first tries what identifies somebody: the beginning of the user
 * name or of the group's name, and the whole e-mail address, external id, id of the resource, or id of the
 * event. Each of these has an index. If they find no event, the text is searched for anywhere in the names,
 * and in the details and changes unless the reader sees those masked. No index serves parts of texts: see
 * `KeyedLog` for how many events a page then looks at.
 */
export class EventSearch {
  private readonly log: KeyedLog<ProvisioningEvent, StoredEvent>;

  constructor(private readonly tx: AccountTransaction) {
    this.log = new KeyedLog({
      ids: (selection) => this.newest(['id'], selection),
      rows: (selection) => this.newest(COLUMNS, selection),
    });
  }

  find(id: string): Promise<StoredEvent | undefined> {
    return this.tx.find(ProvisioningEvent, { columns: COLUMNS, where: idIs(id) });
  }

  async page(query: EventQuery): Promise<LogPage<StoredEvent>> {
    const { search, user } = query;
    const text = search?.trim() ?? '';
    const cause = await this.causeOf(query);
    if (cause === undefined) return { items: [], nextCursor: null };
    const filters = [...cause.keys, ...keysOfFilters(query)];
    const ofUser = user === undefined ? undefined : await this.keysOfUser(user.trim());
    const [leading = EVERY_EVENT, ...others] = filters;
    const keys = ofUser ?? [leading];
    const further = [...conditionsOf(ofUser ? filters : others), ...cause.conditions];
    if (text === '') return this.log.page(keys, further, query);
    const among = [
      ...conditionsOf(filters),
      ...cause.conditions,
      ...(ofUser ? [anyOf(conditionsOf(ofUser))] : []),
    ];
    const named = await this.keyOfNamed(equal('subjectKey', subjectKeyOf(text)));
    const ofText = [...keysOf(text), ...named, ...(await this.keysOfBeginning(text, named.length > 0))];
    const found = await this.log.page(ofText, among, query);
    if (hasMore(found) || (await this.isKnown(ofText, among, query))) return found;
    return this.log.page(keys, [...further, textAnywhere(text, query)], query);
  }

  /**
   * The newest events of a kind that `fits` accepts, at most `limit`, among the newest `NEWEST` of the kind.
   * If the database applied two filters, it might read very many events that match one to find a few that
   * match the other.
   */
  async newestThat(
    kind: EventKind,
    { limit, ...window }: LogWindow,
    fits: (event: FittingEvent) => boolean,
  ): Promise<StoredEvent[]> {
    const selection = { ...selectionOf(KINDS[kind], { ...window, limit }), limit: NEWEST };
    const newest = await this.newest(['id', 'operation', 'outcome'], selection);
    const ids = newest.filter(fits).map(({ id }) => id);
    return this.log.byIds(ids.slice(0, limit));
  }

  /** What selects the events of the cause that is asked for; undefined if no event has the id. */
  private async causeOf({ cause }: EventQuery): Promise<ReturnType<typeof keysOfCause> | undefined> {
    if (cause === undefined) return { keys: [], conditions: [] };
    const event = await this.tx.find(ProvisioningEvent, { columns: CAUSE_OF_EVENT, where: idIs(cause) });
    return event && keysOfCause(event);
  }

  private newest<const C extends ColumnName<ProvisioningEvent>>(
    columns: readonly C[],
    { conditions, ...selection }: LogSelection<ProvisioningEvent>,
  ) {
    const where = all(...conditions);
    return this.tx.select(ProvisioningEvent, { columns, where, orderBy: NEWEST_FIRST, ...selection });
  }

  /** Whether an earlier page has found events by a key. */
  private async isKnown(
    keys: readonly LogKey<ProvisioningEvent>[],
    filters: readonly Where<ProvisioningEvent>[],
    { cursor, ...window }: LogWindow,
  ): Promise<boolean> {
    return cursor !== undefined && hasMore(await this.log.page(keys, filters, { ...window, limit: 1 }));
  }

  /** Finds a user's events by the id, and by each name in events with that id. */
  private async keysOfUser(user: string): Promise<LogKey<ProvisioningEvent>[]> {
    const named = all(equal('subjectKey', subjectKeyOf(user)), equal('resourceType', 'User'));
    return [
      { where: named, index: EVENTS_BY_SUBJECT },
      { where: equal('resourceId', user), index: EVENTS_BY_RESOURCE },
      ...(await this.keyOfNamed(named)),
    ];
  }

  /** The resource that had this name last. Other events may have it under another name. */
  private async keyOfNamed(named: Where<ProvisioningEvent>): Promise<LogKey<ProvisioningEvent>[]> {
    const known = await this.tx.find(ProvisioningEvent, {
      columns: ['resourceId'],
      where: all(named, present('resourceId')),
      orderBy: NEWEST_FIRST,
      forceIndex: EVENTS_BY_SUBJECT,
    });
    const id = known?.resourceId ?? null;
    return id === null ? [] : [{ where: equal('resourceId', id), index: EVENTS_BY_RESOURCE }];
  }

  /**
   * The events of names that begin with the text and, unless the text is a whole name, of the first of these names. The
   * index has the ids of each name apart, so the events must be sorted. If they are very many, the newest of all events
   * are looked at instead.
   */
  private async keysOfBeginning(text: string, isWholeName: boolean): Promise<LogKey<ProvisioningEvent>[]> {
    const where = beginsWith(text);
    const forceIndex = EVENTS_BY_SUBJECT;
    const events = await this.tx.countAtMost(ProvisioningEvent, { where, most: LOOKED_AT + 1, forceIndex });
    if (events > LOOKED_AT) return [{ ...EVERY_EVENT, filters: [where] }];
    return [{ where, index: forceIndex }, ...(isWholeName ? [] : await this.keyOfFirst(text))];
  }

  /**
   * The first resource, in the order of names, whose name begins with the text. Other events may have it
   * under another name.
   */
  private async keyOfFirst(text: string): Promise<LogKey<ProvisioningEvent>[]> {
    const known = await this.tx.find(ProvisioningEvent, {
      columns: ['resourceId'],
      where: all(beginsWith(text), present('resourceId')),
      orderBy: [{ column: 'subjectKey' }, { column: 'id' }],
      forceIndex: EVENTS_BY_SUBJECT,
    });
    const id = known?.resourceId ?? null;
    return id === null ? [] : [{ where: equal('resourceId', id), index: EVENTS_BY_RESOURCE }];
  }
}

const conditionsOf = (keys: readonly LogKey<ProvisioningEvent>[]) => keys.map(({ where }) => where);

const hasMore = ({ items, nextCursor }: LogPage<unknown>) => items.length > 0 || nextCursor !== null;

const beginsWith = (text: string): Where<ProvisioningEvent> =>
  match('subjectKey', 'startsWith', subjectKeyOf(text));

function keysOf(text: string): LogKey<ProvisioningEvent>[] {
  const key = subjectKeyOf(text);
  return [
    { where: equal('subjectEmail', key), index: EVENTS_BY_EMAIL },
    { where: equal('subjectExternalId', externalKeyOf(text)), index: EVENTS_BY_EXTERNAL_ID },
    { where: equal('resourceId', text), index: EVENTS_BY_RESOURCE },
    { where: idIs(text), index: 'PRIMARY' },
  ];
}

/** Names and addresses are compared in any letter case, the rest as it is written. */
function textAnywhere(text: string, { isMasked = false }: EventQuery): Where<ProvisioningEvent> {
  const key = subjectKeyOf(text);
  const json = JSON.stringify(text).slice(1, -1);
  const inNames: Where<ProvisioningEvent>[] = [
    contains('subjectKey', key),
    contains('subjectEmail', key),
    contains('subjectWords', key),
    contains('subjectExternalId', text),
  ];
  const inTexts: Where<ProvisioningEvent>[] = [
    contains('detail', text),
    contains('changes', json),
    contains('refused', json),
  ];
  return anyOf(isMasked ? inNames : [...inNames, ...inTexts]);
}
