import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { logPage, type LogPage } from '../../platform/database/log-rows.js';
import { all, compare, equal, idIs } from '../../platform/database/sql/predicate.js';
import type { Channel } from '../../platform/database/author.js';
import type { ChangeData } from './change-data.js';
import { JournalChange } from './journal-change.entity.js';
import { JournalPart } from './journal-part.entity.js';
import { COLUMN_LENGTH } from './pieces.js';
import { unknownRun } from './refusals.js';
import { RUN_COLUMNS, type StoredRun } from './run-keeper.service.js';
import { Run } from './run.entity.js';

export interface RunQuery {
  /** Only runs through this channel. */
  via?: Channel | undefined;
  /** Id of the last run of the previous page. */
  cursor?: string | undefined;
  limit: number;
}

export const CHANGE_COLUMNS = [
  'id',
  'time',
  'runId',
  'source',
  'actor',
  'via',
  'eventId',
  'kind',
  'resourceType',
  'resourceId',
  'name',
  'refused',
  'data',
] as const;

/** A change of the journal with its values. */
export type ReadChange = Omit<Pick<JournalChange, (typeof CHANGE_COLUMNS)[number]>, 'data'> & {
  data: ChangeData;
};

/**
 * The most characters that the values of a page's changes may have in total, unless the page has only one
 * change.
 */
const PAGE_LENGTH = 1_000_000;

/** Reads the runs of an account and the changes of each. */
@Injectable()
export class RunsService {
  /** Runs, newest first, and the cursor of the next page, if any. */
  async page(tx: AccountTransaction, { via, cursor, limit }: RunQuery): Promise<LogPage<StoredRun>> {
    const rows = await tx.select(Run, {
      columns: RUN_COLUMNS,
      where: all(
        via === undefined ? all() : equal('via', via),
        cursor === undefined ? all() : compare('id', '<', cursor),
      ),
      orderBy: [{ column: 'id', descending: true }],
      limit: limit + 1,
    });
    return logPage(rows, limit);
  }

  /** With `lock`, other transactions that change the run wait until this one ends. Throws `not-found`. */
  async get(tx: AccountTransaction, id: string, { lock = false } = {}): Promise<StoredRun> {
    const run = await tx.find(Run, { columns: RUN_COLUMNS, where: idIs(id), forUpdate: lock });
    if (!run) throw unknownRun(id);
    return run;
  }

  /**
   * The changes of a run, oldest first, and the cursor of the next page, if any. A page has fewer changes if
   * their values are too long in total.
   */
  async changes(
    tx: AccountTransaction,
    runId: string,
    { cursor, limit }: { cursor?: string | undefined; limit: number },
  ): Promise<LogPage<ReadChange>> {
    const rows = await tx.select(JournalChange, {
      columns: CHANGE_COLUMNS,
      where: all(equal('runId', runId), cursor === undefined ? all() : compare('id', '>', cursor)),
      orderBy: [{ column: 'id' }],
      limit: limit + 1,
    });
    const fitting = await this.fitting(tx, rows.slice(0, limit), PAGE_LENGTH);
    const { items, nextCursor } = logPage(rows, fitting);
    return { items: await this.complete(tx, items), nextCursor };
  }

  /** How many of the changes fit in that many characters in total; at least one. */
  async fitting(
    tx: AccountTransaction,
    rows: readonly Pick<JournalChange, 'id' | 'data'>[],
    length: number,
  ): Promise<number> {
    const parts = await tx.selectListed(JournalPart, 'changeId', longOnes(rows), {
      columns: ['changeId', 'position'],
    });
    const further = new Map<string, number>();
    for (const { changeId } of parts) further.set(changeId, (further.get(changeId) ?? 0) + 1);
    let total = 0;
    const end = rows.findIndex(({ id, data }, index) => {
      total += (data?.length ?? 0) + (further.get(id) ?? 0) * COLUMN_LENGTH;
      return total > length && index > 0;
    });
    return end === -1 ? rows.length : end;
  }

  /** The changes with all of their values. */
  async complete(
    tx: AccountTransaction,
    rows: readonly Pick<JournalChange, (typeof CHANGE_COLUMNS)[number]>[],
  ): Promise<ReadChange[]> {
    const parts = await tx.selectListed(JournalPart, 'changeId', longOnes(rows), {
      columns: ['changeId', 'text'],
      orderBy: [{ column: 'changeId' }, { column: 'position' }],
    });
    const rest = new Map<string, string>();
    for (const { changeId, text } of parts) rest.set(changeId, (rest.get(changeId) ?? '') + (text ?? ''));
    return rows.map(({ data, ...row }) => ({
      ...row,
      data: data === null ? {} : (JSON.parse(data + (rest.get(row.id) ?? '')) as ChangeData),
    }));
  }
}

/**
 * The ids of changes that may have further parts: only a text that fills its column can continue in another
 * one.
 */
function longOnes(rows: readonly Pick<JournalChange, 'id' | 'data'>[]): string[] {
  return rows.filter(({ data }) => (data?.length ?? 0) >= COLUMN_LENGTH).map(({ id }) => id);
}
