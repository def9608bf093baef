import { invalid } from '../../common/errors.js';
import { CLOCKS_APART_MS, firstIdSince } from '../../common/identifier.js';
import type { AccountTransaction } from './account-transaction.js';
import { all, compare, type Where } from './sql/predicate.js';
import type { Entity } from './sql/columns.js';

/** A row of a log: ids are made in the order of time, but for the clocks of several replicas. */
export interface LogRow {
  id: string;
  time: string;
}

/** Which rows of a log, and from where on. */
export interface LogWindow {
  /** ISO 8601; rows from then on. */
  since?: string | undefined;
  /** ISO 8601; rows from before then. */
  until?: string | undefined;
  /** The id of the last row seen. */
  cursor?: string | undefined;
  limit: number;
}

/** A page of a log, newest first, and where the next one begins, if there is one. */
export interface LogPage<Row> {
  items: Row[];
  nextCursor: string | null;
}

/** What is removed as one piece: hundreds of thousands of rows would hold up all of SQLite's requests for seconds. */
export const PRUNED_AT_ONCE = 1_000;

/** Those of the window. Throws `invalid` where an instant does not exist. */
export function ofWindow({ since, until, cursor }: LogWindow): Where<LogRow>[] {
  return [
    ...(since === undefined ? [] : within('since', since, '>=')),
    ...(until === undefined ? [] : within('until', until, '<')),
    ...(cursor === undefined ? [] : [compare('id', '<', cursor)]),
  ];
}

/** @param rows newest first, one more than `limit` where there are more */
export function logPage<Row extends Pick<LogRow, 'id'>>(rows: readonly Row[], limit: number): LogPage<Row> {
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Removes rows from before `instant`, the oldest first and `PRUNED_AT_ONCE` at most, and gives their number. */
export async function pruneLog(
  tx: AccountTransaction,
  entity: Entity<LogRow>,
  instant: Date,
): Promise<number> {
  const id = firstIdSince(new Date(instant.getTime() + CLOCKS_APART_MS));
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

/** Ids narrow down where the time decides. */
function within(name: string, text: string, operator: '>=' | '<'): Where<LogRow>[] {
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime()))
    throw invalid(`${name} is not an instant that exists.`, { pointer: `/${name}` });
  const apart = operator === '<' ? CLOCKS_APART_MS : -CLOCKS_APART_MS;
  const id = firstIdSince(new Date(instant.getTime() + apart));
  return [compare('id', operator, id), compare('time', operator, instant.toISOString())];
}
