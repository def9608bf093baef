import { Injectable } from '@nestjs/common';
import { JournalChange } from '../journal/journal-change.entity.js';
import { CHANGE_COLUMNS, RunsService, type ReadChange } from '../journal/runs.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, compare, equal, present } from '../platform/database/sql/predicate.js';

/** How many changes are read at once, at least those of one resource. */
const CHANGES_AT_ONCE = 300;

/** All changes of some resources of a run. */
export interface RunSlice {
  /** The changes of each resource, in their order. */
  resources: ReadChange[][];
  /** The last of the resources; undefined if there is none left. */
  last: string | undefined;
  /** How many changes there are in the slice. */
  size: number;
}

/** Reads the changes of a run resource by resource. */
@Injectable()
export class RunSlices {
  constructor(private readonly runs: RunsService) {}

  /** The resources after `cursor`, in the order of their ids. */
  async read(
    tx: AccountTransaction,
    runId: string,
    { of, cursor }: { of: 'User' | 'Group'; cursor: string },
  ): Promise<RunSlice> {
    const where = all(equal('runId', runId), equal('resourceType', of), present('resourceId'));
    const rows = await tx.select(JournalChange, {
      columns: CHANGE_COLUMNS,
      where: all(where, compare('resourceId', '>', cursor)),
      orderBy: [{ column: 'resourceId' }, { column: 'id' }],
      limit: CHANGES_AT_ONCE,
    });
    const last = rows.at(-1);
    if (!last) return { resources: [], last: undefined, size: 0 };
    // The last resource may have more changes than were read.
    while (rows.length % CHANGES_AT_ONCE === 0) {
      const end = rows.at(-1) ?? last;
      const more = await tx.select(JournalChange, {
        columns: CHANGE_COLUMNS,
        where: all(where, equal('resourceId', end.resourceId), compare('id', '>', end.id)),
        orderBy: [{ column: 'id' }],
        limit: CHANGES_AT_ONCE,
      });
      rows.push(...more);
      if (more.length < CHANGES_AT_ONCE) break;
    }
    const changes = (await this.runs.complete(tx, rows)).filter(
      ({ kind }) => kind !== 'refused' && kind !== 'not-deactivated',
    );
    return { resources: byResource(changes), last: last.resourceId ?? undefined, size: rows.length };
  }

  /** How many changes of users and of groups the run has. */
  async count(tx: AccountTransaction, runId: string): Promise<Record<'User' | 'Group', number>> {
    const of = (type: 'User' | 'Group') =>
      tx.count(JournalChange, all(equal('runId', runId), equal('resourceType', type), present('resourceId')));
    return { User: await of('User'), Group: await of('Group') };
  }

  /** Whether the journal still has a change of the run that took effect. */
  async hasAny(tx: AccountTransaction, runId: string): Promise<boolean> {
    const where = all(equal('runId', runId), equal('refused', 0));
    return (await tx.find(JournalChange, { columns: ['id'], where })) !== undefined;
  }
}

function byResource(changes: readonly ReadChange[]): ReadChange[][] {
  const found: ReadChange[][] = [];
  for (const change of changes) {
    const current = found.at(-1);
    if (current?.[0]?.resourceId === change.resourceId) current.push(change);
    else found.push([change]);
  }
  return found;
}
