import { Injectable } from '@nestjs/common';
import { Group } from '../../groups/group.entity.js';
import { CHANGES_OF_RESOURCE, INDIRECT, JournalChange } from '../journal/journal-change.entity.js';
import { JournalPart } from '../journal/journal-part.entity.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import type { Entity } from '../../platform/database/sql/columns.js';
import { columnValue, scalarSubquery } from '../../platform/database/sql/expression.js';
import {
  all,
  any,
  anyOf,
  compare,
  contains,
  equal,
  exists,
  isIn,
  joinCondition,
  not,
  type Where,
} from '../../platform/database/sql/predicate.js';
import { User } from '../../users/user.entity.js';
import { MANAGER_FIELDS } from './manager-fields.js';
import type { NetGroup, NetUser } from './net-change.js';
import { changedSince, type UndoEntry } from './undo-entries.js';
import type { UndoSlice } from './undo-step.js';

type Net = NetUser | NetGroup;

const RESOURCES: Readonly<Record<UndoEntry['resourceType'], Entity<{ id: string }>>> = { User, Group };

const NEWEST_FIRST = {
  orderBy: [{ column: 'id', descending: true }],
  forceIndex: CHANGES_OF_RESOURCE,
} as const;

const OF_THE_RESOURCE = { entity: JournalChange, on: joinCondition(JournalChange, { resourceId: 'id' }) };

/** Finds what was changed after a run. */
@Injectable()
export class LaterChanges {
  /**
   * Adds to the entries of the slice without a reason why their value is no longer as the run left it. The
   * reason is who last changed this very value, or a value that it follows from. Sends one statement per
   * path, however many resources there are.
   */
  async explain(slice: UndoSlice<Net>, entries: readonly UndoEntry[]): Promise<void> {
    const open = entries.filter(({ reason }) => reason === undefined);
    if (open.length === 0) return;
    const later = await laterThan(slice);
    for (const path of new Set(open.map((entry) => entry.path))) {
      const alike = open.filter((entry) => entry.path === path);
      const actors = await lastActors(slice.tx, alike, all(later, anyOf(fieldsOf(path).map(mentions))));
      for (const entry of alike) entry.reason = changedSince(actors.get(entry.id));
    }
  }

  /**
   * Who last changed each of the resources after the run, by id. Changes by the run or the undo itself do not
   * count.
   */
  async authors(slice: UndoSlice<Net>, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await slice.tx.selectListed(JournalChange, 'resourceId', ids, {
      columns: ['id', 'resourceId', 'actor'],
      where: all(await laterThan(slice), not(isIn('kind', INDIRECT))),
    });
    const found = new Map<string, { id: string; actor: string }>();
    for (const { id, resourceId, actor } of rows) {
      if (resourceId !== null && id > (found.get(resourceId)?.id ?? '')) found.set(resourceId, { id, actor });
    }
    return new Map([...found].map(([resourceId, { actor }]) => [resourceId, actor]));
  }
}

/** Changes that took effect after the run had begun, except its own and those of the undo itself. */
async function laterThan({ tx, run, ownSource }: UndoSlice<Net>): Promise<Where<JournalChange>> {
  // The order of the journal, not the time of its rows: a clock may have been set back.
  const first = await tx.find(JournalChange, {
    columns: ['id'],
    where: equal('runId', run.id),
    orderBy: [{ column: 'id' }],
  });
  return all(
    compare('id', '>=', first?.id ?? ''),
    equal('refused', 0),
    not(equal('runId', run.id)),
    ...(ownSource === undefined ? [] : [not(equal('source', ownSource))]),
  );
}

/** Who made the last change that matches to the resource of each entry, by its id. The entries are of one kind. */
async function lastActors(
  tx: AccountTransaction,
  entries: readonly UndoEntry[],
  where: Where<JournalChange>,
): Promise<Map<string, string>> {
  const ids = entries.map(({ id }) => id);
  const actor = scalarSubquery(OF_THE_RESOURCE, { value: columnValue('actor'), where, ...NEWEST_FIRST });
  const Resource = RESOURCES[entries[0]?.resourceType ?? 'User'];
  const rows = await tx.selectListed(Resource, 'id', ids, { columns: ['id'], computed: { actor } });
  return new Map(rows.flatMap((row) => (typeof row.actor === 'string' ? [[row.id, row.actor]] : [])));
}

/** The fields of a change that the path of an entry stands for. */
function fieldsOf(path: string): readonly string[] {
  if (path === 'managedBy' || path === 'lastSeenAt') return ['ownership'];
  return path === 'manager' ? [...MANAGER_FIELDS] : [path];
}

/**
 * A change of the field, by its key in the JSON of `ChangeData`. No value can look like this, because quotes
 * in strings are escaped. The key of a very long change may be in one of its parts.
 */
function mentions(field: string): Where<JournalChange> {
  const key = `"${field}":[`;
  return any(contains('data', key), exists(JournalPart, { changeId: 'id' }, contains('text', key)));
}
