import { Stretch } from '../../../common/stretch.js';
import { rowValues } from './borders.js';

/** How many rows to read before yielding. */
const READ_AT_ONCE = 100;

type SqliteRow = Record<string, unknown>;

/**
 * Reads all rows of a libsql statement. Runs on the main thread and yields in between.
 * @param found each row as a list of values, which libsql returns in half the time of an object
 * @param columns the names of a row's values
 * @param stretch of the work that reads them
 */
export async function allRows(
  found: Iterable<unknown>,
  columns: readonly string[],
  stretch = new Stretch(),
): Promise<SqliteRow[]> {
  const rows: SqliteRow[] = [];
  for (const values of found) {
    rows.push(named(rowValues(values), columns));
    if (rows.length % READ_AT_ONCE === 0) await stretch.rest();
  }
  return rows;
}

function named(values: readonly unknown[], columns: readonly string[]): SqliteRow {
  const row: SqliteRow = {};
  for (let at = 0; at < columns.length; at++) row[columns[at] ?? ''] = values[at];
  return row;
}
