import { Injectable } from '@nestjs/common';
import { JournalChange, type ChangeKind } from '../journal/journal-change.entity.js';
import { foldKey } from '../../common/fold-key.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import type { LogPage } from '../../platform/database/log-rows.js';
import {
  all,
  any,
  compare,
  contains,
  equal,
  exists,
  present,
  type Where,
} from '../../platform/database/sql/predicate.js';
import { leftJoin } from '../../platform/database/sql/selection.js';
import { shownName } from '../../users/shown-name.js';
import { userMatches } from '../../users/user-search.js';
import { User } from '../../users/user.entity.js';

/** A person whom a run has changed. */
export interface RunPerson {
  id: string;
  /** The name shown to people, even if the person is deleted. */
  name: string;
  /** The login name before the run. */
  userName: string | null;
  /** What the run did, each kind once. */
  kinds: ChangeKind[];
}

interface PeopleWindow {
  /** Part of a name, an e-mail address or a number. */
  search?: string | undefined;
  /** Id of the last person of the previous page. */
  cursor?: string | undefined;
  limit: number;
}

/** How many changes are read per person on a page: most people have few in a run. */
const CHANGES_A_PERSON = 4;

const NAMES = {
  userName: 'userName',
  displayName: 'displayName',
  formattedName: 'formattedName',
  givenName: 'givenName',
  familyName: 'familyName',
} as const;

/** Reads the people whom a run has changed, so that some of them can be chosen. */
@Injectable()
export class RunPeople {
  /** In the order of their ids; a page may have fewer people than asked for if they have many changes. */
  async page(
    tx: AccountTransaction,
    runId: string,
    { search = '', cursor = '', limit }: PeopleWindow,
  ): Promise<LogPage<RunPerson>> {
    const most = limit * CHANGES_A_PERSON;
    const rows = await tx.withDeleted().select(JournalChange, {
      columns: ['resourceId', 'kind', 'name'],
      joins: [leftJoin(User, { on: { id: 'resourceId' }, columns: NAMES })],
      where: all(changesPeople(runId), compare('resourceId', '>', cursor), matches(search)),
      orderBy: [{ column: 'resourceId' }, { column: 'id' }],
      limit: most,
    });
    const people = new Map<string, RunPerson>();
    for (const { resourceId, kind, name, userName, ...named } of rows) {
      const id = resourceId ?? '';
      const known = people.get(id);
      if (known) known.kinds = [...new Set([...known.kinds, kind])];
      else if (people.size < limit) {
        const shown = userName === null ? (name ?? id) : shownName({ userName, ...named });
        people.set(id, { id, name: shown, userName: name ?? userName, kinds: [kind] });
      } else return pageOf(people, true);
    }
    return pageOf(people, rows.length === most);
  }

  /**
   * The ids of people whom the run has changed, by the given texts. Texts that name nobody of them are missing.
   * @param users the id, the current user name, or exactly the one before the run, of each
   */
  async idsOf(
    tx: AccountTransaction,
    runId: string,
    users: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const named = await tx.selectListed(User, 'userNameKey', [...new Set(users.map(foldKey))], {
      columns: ['id', 'userNameKey'],
    });
    const ids = new Map(named.map(({ id, userNameKey }) => [userNameKey, id]));
    const changed = await changedAmong(tx, runId, [...users, ...ids.values()]);
    const found = new Map<string, string>();
    for (const user of users) {
      const id = changed.has(user) ? user : ids.get(foldKey(user));
      if (id !== undefined && changed.has(id)) found.set(user, id);
    }
    const former = users.filter((user) => !found.has(user));
    for (const [name, id] of await namedBefore(tx, runId, former)) found.set(name, id);
    return found;
  }

  /** The ids of everybody who matches, `limit` at most, to choose them together. */
  async idsMatching(
    tx: AccountTransaction,
    runId: string,
    { search = '', limit }: { search?: string | undefined; limit: number },
  ): Promise<string[]> {
    const found = new Set<string>();
    for (let cursor: string | null = ''; cursor !== null && found.size < limit;) {
      const page: LogPage<RunPerson> = await this.page(tx, runId, { search, cursor, limit });
      for (const { id } of page.items) found.add(id);
      cursor = page.nextCursor;
    }
    return [...found].slice(0, limit);
  }
}

/** The changes of people that took effect. */
function changesPeople(runId: string): Where<JournalChange> {
  return all(
    equal('runId', runId),
    equal('resourceType', 'User'),
    equal('refused', 0),
    present('resourceId'),
  );
}

/** Which of these are ids of people whom the run has changed, deleted ones included. */
async function changedAmong(tx: AccountTransaction, runId: string, ids: readonly string[]) {
  const rows = await tx.withDeleted().selectListed(User, 'id', [...new Set(ids)], {
    columns: ['id'],
    where: exists(JournalChange, { resourceId: 'id' }, changesPeople(runId)),
  });
  return new Set(rows.map(({ id }) => id));
}

/** The ids of people by the user names that they had before changes of the run; of several, the oldest. */
async function namedBefore(tx: AccountTransaction, runId: string, names: readonly string[]) {
  const rows = await tx.selectListed(JournalChange, 'name', [...new Set(names)], {
    columns: ['name', 'resourceId'],
    where: changesPeople(runId),
    orderBy: [{ column: 'resourceId', descending: true }],
  });
  return new Map(rows.map(({ name, resourceId }) => [name ?? '', resourceId ?? '']));
}

function matches(search: string) {
  const user = search.trim() === '' ? undefined : userMatches({ search });
  if (!user) return all();
  return any(contains('name', search.trim()), exists(User, { id: 'resourceId' }, user));
}

function pageOf(people: ReadonlyMap<string, RunPerson>, hasMore: boolean): LogPage<RunPerson> {
  const items = [...people.values()];
  return { items, nextCursor: hasMore ? (items.at(-1)?.id ?? null) : null };
}
