import { Injectable } from '@nestjs/common';
import { JournalChange } from '../journal/journal-change.entity.js';
import { CHANGE_COLUMNS, RunsService, type ReadChange } from '../journal/runs.service.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { all, compare, equal, present, type Where } from '../../platform/database/sql/predicate.js';
import { NetGroupSum, NetUserSum, type NetGroup, type NetUser } from './net-change.js';

/** How many changes are read at once. */
const CHANGES_AT_ONCE = 300;

/** The most characters that the values of changes read at once may have in total. */
const LENGTH_AT_ONCE = 4_000_000;

/** What a run did to some resources. */
export interface RunSlice {
  /** The users, or the groups, in the order of their ids. */
  users: NetUser[];
  groups: NetGroup[];
  /** The last of the resources; undefined if there is none left. */
  last: string | undefined;
  /** How many changes there are in the slice. */
  size: number;
}

type Row = Omit<ReadChange, 'data'> & Pick<JournalChange, 'data'>;

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
    const { rows, isLast } = await this.next(tx, all(where, compare('resourceId', '>', cursor)));
    const sums = new SliceSums(of);
    const [first] = rows;
    if (!first) return sums.slice(undefined, 0);
    // The last resource may have more changes than were read.
    const whole = isLast ? rows : rows.filter(({ resourceId }) => resourceId !== rows.at(-1)?.resourceId);
    if (whole.length > 0) {
      sums.add(await this.runs.complete(tx, whole));
      return sums.slice(whole.at(-1), whole.length);
    }
    const size = await this.addOne(tx, all(where, equal('resourceId', first.resourceId)), sums);
    return sums.slice(first, size);
  }

  /** What changes did to one user, such as those of a run or of a source; undefined if there are none. */
  async ofUser(
    tx: AccountTransaction,
    userId: string,
    of: Where<JournalChange>,
  ): Promise<NetUser | undefined> {
    const sums = new SliceSums('User');
    await this.addOne(tx, all(equal('resourceId', userId), equal('resourceType', 'User'), of), sums);
    return sums.slice(undefined, 0).users[0];
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

  /**
   * Adds the changes of one resource in parts, because there may be very many. Returns how many there were.
   */
  private async addOne(
    tx: AccountTransaction,
    where: Where<JournalChange>,
    sums: SliceSums,
  ): Promise<number> {
    let size = 0;
    for (let after = ''; ;) {
      const { rows, isLast } = await this.next(tx, all(where, compare('id', '>', after)));
      sums.add(await this.runs.complete(tx, rows));
      size += rows.length;
      if (isLast) return size;
      after = rows.at(-1)?.id ?? after;
    }
  }

  /** The next changes, as many as may be read at once, and whether they are the last. */
  private async next(
    tx: AccountTransaction,
    where: Where<JournalChange>,
  ): Promise<{ rows: Row[]; isLast: boolean }> {
    const rows = await tx.select(JournalChange, {
      columns: CHANGE_COLUMNS,
      where,
      orderBy: [{ column: 'resourceId' }, { column: 'id' }],
      limit: CHANGES_AT_ONCE,
    });
    const fitting = await this.runs.fitting(tx, rows, LENGTH_AT_ONCE);
    return { rows: rows.slice(0, fitting), isLast: rows.length < CHANGES_AT_ONCE && fitting === rows.length };
  }
}

/** Sums up changes that arrive resource by resource. Does not keep the changes. */
class SliceSums {
  private readonly users: NetUserSum[] = [];
  private readonly groups: NetGroupSum[] = [];
  private current: string | null = null;

  constructor(private readonly of: 'User' | 'Group') {}

  add(changes: readonly ReadChange[]): void {
    const sums: (NetUserSum | NetGroupSum)[] = this.of === 'User' ? this.users : this.groups;
    for (const change of changes) {
      if (change.kind === 'refused' || change.kind === 'not-deactivated') continue;
      if (change.resourceId !== this.current) {
        sums.push(this.of === 'User' ? new NetUserSum() : new NetGroupSum());
        this.current = change.resourceId;
      }
      sums.at(-1)?.add(change);
    }
  }

  slice(last: Row | undefined, size: number): RunSlice {
    return {
      users: this.users.map((sum) => sum.end()),
      groups: this.groups.map((sum) => sum.end()),
      last: last?.resourceId ?? undefined,
      size,
    };
  }
}
