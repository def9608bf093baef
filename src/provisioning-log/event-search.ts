import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { logPage, ofWindow, type LogPage, type LogWindow } from '../platform/database/log-rows.js';
import {
  all,
  allOf,
  anyOf,
  compare,
  contains,
  equal,
  idIs,
  isIn,
  match,
  present,
  type Where,
} from '../platform/database/sql/predicate.js';
import { filtersOf, type EventQuery } from './event-filters.js';
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

/** One way to find events: a condition, and the index that leads to them. */
interface Key {
  where: Where<ProvisioningEvent>;
  index: string;
}

/** How many events `newestThat` looks at. */
const NEWEST = 2_000;

/** Events to which an index leads: all refusals, or all events of groups. */
export type EventKind = 'refusals' | 'groups';

const KINDS: Readonly<Record<EventKind, Key>> = {
  refusals: { where: equal('outcome', 'failure'), index: EVENTS_BY_OUTCOME },
  groups: { where: equal('resourceType', 'Group'), index: EVENTS_BY_TYPE },
};

/** What of an event decides whether it fits. */
export type FittingEvent = Pick<ProvisioningEvent, 'operation' | 'outcome'>;

/** How many events one page of a search for a text looks at. */
export const LOOKED_AT = 20_000;

/** Sorts after every text that begins with another one. */
const AFTER_ALL = '\u{10FFFF}';

const NEWEST_FIRST = [{ column: 'id', descending: true }] as const;

/**
 * Finds events in one account's log. A search goes by what identifies somebody first: the beginning of the user name or of
 * the group's name, and the whole e-mail address, external id, id of the resource, or id of the event. An index leads to each.
 * If no event is found by those, the text is searched for anywhere in the names, and in the details and changes unless the
 * reader sees those masked. No index leads to parts of texts, so each page then looks at a limited number of events: it may
 * hold fewer than asked for, and `nextCursor` continues behind the last one that was looked at.
 */
export class EventSearch {
  constructor(private readonly tx: AccountTransaction) {}

  find(id: string): Promise<StoredEvent | undefined> {
    return this.tx.find(ProvisioningEvent, { columns: COLUMNS, where: idIs(id) });
  }

  async page(query: EventQuery): Promise<LogPage<StoredEvent>> {
    const { search, user, limit } = query;
    const text = search?.trim() ?? '';
    const filters = filtersOf(query);
    const ofUser = user === undefined ? undefined : await this.keysOfUser(user.trim());
    if (text === '') {
      return ofUser ? this.keyed(ofUser, filters, limit) : this.rows(allOf(filters), limit);
    }
    const among = ofUser ? [...filters, anyOf(ofUser.map(({ where }) => where))] : filters;
    const named = await this.keyOfNamed(equal('subjectKey', subjectKeyOf(text)));
    const keys = [...keysOf(text), ...(named.length > 0 ? named : await this.keyOfFirst(text))];
    const found = await this.keyed(keys, among, limit);
    if (found.items.length > 0 || (await this.isKnown(keys, query))) return found;
    return this.containing(textAnywhere(text, query), among, limit);
  }

  /**
   * The newest events of a kind that `fits` accepts, at most `limit`, among the newest `NEWEST` of the kind. If the database
   * did this by two filters, it might read very many events of one to find a few of the other.
   */
  async newestThat(
    kind: EventKind,
    { limit, ...window }: LogWindow,
    fits: (event: FittingEvent) => boolean,
  ): Promise<StoredEvent[]> {
    const { where, index } = KINDS[kind];
    const newest = await this.tx.select(ProvisioningEvent, {
      columns: ['id', 'operation', 'outcome'],
      where: allOf([where, ...ofWindow({ ...window, limit })]),
      orderBy: NEWEST_FIRST,
      limit: NEWEST,
      forceIndex: index,
    });
    const ids = newest.filter(fits).map(({ id }) => id);
    const found = await this.tx.selectListed(ProvisioningEvent, 'id', ids.slice(0, limit), {
      columns: COLUMNS,
    });
    return found.toSorted((one, other) => (one.id < other.id ? 1 : -1));
  }

  /** Whether an earlier page has found events by a key. */
  private async isKnown(keys: readonly Key[], { cursor, ...query }: EventQuery): Promise<boolean> {
    if (cursor === undefined) return false;
    const { items } = await this.keyed(keys, filtersOf(query), 1);
    return items.length > 0;
  }

  /** A user is found by the id, and by each name that events of the same id have had. */
  private async keysOfUser(user: string): Promise<Key[]> {
    const named = all(equal('subjectKey', subjectKeyOf(user)), equal('resourceType', 'User'));
    return [
      { where: named, index: EVENTS_BY_SUBJECT },
      { where: equal('resourceId', user), index: EVENTS_BY_RESOURCE },
      ...(await this.keyOfNamed(named)),
    ];
  }

  /** The resource that was last called so, which other events may call by another name. */
  private async keyOfNamed(named: Where<ProvisioningEvent>): Promise<Key[]> {
    const known = await this.tx.find(ProvisioningEvent, {
      columns: ['resourceId'],
      where: all(named, present('resourceId')),
      orderBy: NEWEST_FIRST,
      forceIndex: EVENTS_BY_SUBJECT,
    });
    const id = known?.resourceId ?? null;
    return id === null ? [] : [{ where: equal('resourceId', id), index: EVENTS_BY_RESOURCE }];
  }

  /** The first resource, in the order of names, whose name begins so, which other events may call by another name. */
  private async keyOfFirst(text: string): Promise<Key[]> {
    const known = await this.tx.find(ProvisioningEvent, {
      columns: ['resourceId'],
      where: all(beginsWith(text), present('resourceId')),
      orderBy: [{ column: 'subjectKey' }, { column: 'id' }],
      forceIndex: EVENTS_BY_SUBJECT,
    });
    const id = known?.resourceId ?? null;
    return id === null ? [] : [{ where: equal('resourceId', id), index: EVENTS_BY_RESOURCE }];
  }

  /** One statement for each key, which reads ids alone, and one for the rows. */
  private async keyed(
    keys: readonly Key[],
    filters: readonly Where<ProvisioningEvent>[],
    limit: number,
  ): Promise<LogPage<StoredEvent>> {
    const ids = new Set<string>();
    for (const { where, index } of keys) {
      const found = await this.tx.select(ProvisioningEvent, {
        columns: ['id'],
        where: allOf([where, ...filters]),
        orderBy: NEWEST_FIRST,
        limit: limit + 1,
        forceIndex: index,
      });
      for (const { id } of found) ids.add(id);
    }
    const newest = [...ids].toSorted().toReversed();
    const page = logPage(
      newest.map((id) => ({ id })),
      limit,
    );
    if (page.items.length === 0) return { items: [], nextCursor: null };
    const where: Where<ProvisioningEvent> = isIn(
      'id',
      page.items.map(({ id }) => id),
    );
    return { ...page, items: (await this.rows(where, limit)).items };
  }

  private async containing(
    text: Where<ProvisioningEvent>,
    filters: readonly Where<ProvisioningEvent>[],
    limit: number,
  ): Promise<LogPage<StoredEvent>> {
    const last = await this.tx.select(ProvisioningEvent, {
      columns: ['id'],
      where: allOf(filters),
      orderBy: NEWEST_FIRST,
      limit: 1,
      offset: LOOKED_AT - 1,
    });
    const border = last[0]?.id;
    const within: Where<ProvisioningEvent>[] = border === undefined ? [] : [compare('id', '>=', border)];
    const page = await this.rows(allOf([...filters, ...within, text]), limit);
    return { ...page, nextCursor: page.nextCursor ?? border ?? null };
  }

  private async rows(where: Where<ProvisioningEvent>, limit: number): Promise<LogPage<StoredEvent>> {
    const rows = await this.tx.select(ProvisioningEvent, {
      columns: COLUMNS,
      where,
      orderBy: NEWEST_FIRST,
      limit: limit + 1,
    });
    return logPage(rows, limit);
  }
}

function beginsWith(text: string): Where<ProvisioningEvent> {
  const key = subjectKeyOf(text);
  return all(match('subjectKey', 'startsWith', key), compare('subjectKey', '<', key + AFTER_ALL));
}

function keysOf(text: string): Key[] {
  const key = subjectKeyOf(text);
  return [
    { where: beginsWith(text), index: EVENTS_BY_SUBJECT },
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
