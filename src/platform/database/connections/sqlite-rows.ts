import { Stretch } from '../../../common/stretch.js';

/** How many rows to read before yielding. */
const READ_AT_ONCE = 100;

/** Reads all rows of a libsql statement. Runs on the main thread and yields in between. */
export async function allRows<Row>(found: Iterable<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  const stretch = new Stretch();
  for (const row of found) {
    rows.push(row);
    if (rows.length % READ_AT_ONCE === 0) await stretch.rest();
  }
  return rows;
}
