import { Injectable } from '@nestjs/common';
import { JournalChange, type ChangeKind } from '../journal/journal-change.entity.js';
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
import { findByUserName } from '../../users/user-name.js';
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
      where: all(
        equal('runId', runId),
        equal('resourceType', 'User'),
        equal('refused', 0),
        present('resourceId'),
        compare('resourceId', '>', cursor),
        matches(search),
      ),
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
   * The id of a person whom the run has changed.
   * @param user the id, the current user name, or exactly the one before the run
   */
  async idOf(tx: AccountTransaction, runId: string, user: string): Promise<string | undefined> {
    const isOfRun = all(
      equal('runId', runId),
      equal('resourceType', 'User'),
      equal('refused', 0),
      present('resourceId'),
    );
    const find = (where: Where<JournalChange>) =>
      tx.find(JournalChange, { columns: ['resourceId'], where: all(isOfRun, where) });
    const named = await findByUserName(tx, user);
    const change =
      (await find(equal('resourceId', user))) ??
      (named && (await find(equal('resourceId', named.id)))) ??
      (await find(equal('name', user)));
    return change?.resourceId ?? undefined;
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

function matches(search: string) {
  const user = search.trim() === '' ? undefined : userMatches({ search });
  if (!user) return all();
  return any(contains('name', search.trim()), exists(User, { id: 'resourceId' }, user));
}

function pageOf(people: ReadonlyMap<string, RunPerson>, hasMore: boolean): LogPage<RunPerson> {
  const items = [...people.values()];
  return { items, nextCursor: hasMore ? (items.at(-1)?.id ?? null) : null };
}
