import { earliestIdSince, latestIdBefore } from '../../common/identifier.js';
import type { AccountTransaction } from './account-transaction.js';
import { all, compare, type Where } from './sql/predicate.js';
import type { Entity } from './sql/columns.js';

/** A log row. Ids are in chronological order, except for clock differences between replicas. */
export interface LogRow {
  id: string;
  time: string;
}

/** Ids are in chronological order, and every index of a log ends with them. */
export const NEWEST_FIRST = [{ column: 'id', descending: true }] as const;

/** Selects a page of a log. */
export interface LogWindow {
  /** ISO 8601 in UTC; inclusive. */
  since?: string | undefined;
  /** ISO 8601 in UTC; exclusive. */
  until?: string | undefined;
  /** Id of the last row of the previous page. */
  cursor?: string | undefined;
  limit: number;
}

/** A page of a log, newest first, and the cursor of the next one, if any. */
export interface LogPage<Row> {
  items: Row[];
  nextCursor: string | null;
}

/** Rows deleted at once: hundreds of thousands would block all SQLite requests for seconds. */
export const PRUNED_AT_ONCE = 1_000;

/** The conditions of the window. */
export function ofWindow({ since, until, cursor }: LogWindow): Where<LogRow>[] {
  return [
    ...(since === undefined ? [] : within(since, '>=')),
    ...(until === undefined ? [] : within(until, '<')),
    ...(cursor === undefined ? [] : [compare('id', '<', cursor)]),
  ];
}

/** @param rows newest first; one more than `limit` if there is a next page */
export function logPage<Row extends Pick<LogRow, 'id'>>(rows: readonly Row[], limit: number): LogPage<Row> {
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Deletes rows from before `instant`, oldest first and at most `PRUNED_AT_ONCE`. Returns their number. */
export async function pruneLog(
  tx: AccountTransaction,
  entity: Entity<LogRow>,
  instant: Date,
): Promise<number> {
  const id = latestIdBefore(instant);
  const where = all(compare('id', '<', id), compare('time', '<', instant.toISOString()));
  const oldest = await tx.select(entity, {
    columns: ['id'],
    where,
    orderBy: [{ column: 'id' }],
    limit: PRUNED_AT_ONCE,
  });
  const last = oldest.at(-1);
  return last ? tx.delete(entity, all(where, compare('id', '<=', last.id))) : 0;
}

/** The time decides; the id narrows down the range of the index. */
function within(instant: string, operator: '>=' | '<'): Where<LogRow>[] {
  const time = new Date(instant);
  const id = operator === '<' ? latestIdBefore(time) : earliestIdSince(time);
  return [compare('id', operator, id), compare('time', operator, instant)];
}
