import { Stretch } from '../../../common/stretch.js';

/** How many rows libsql reads at once. */
const READ_AT_ONCE = 100;

/** All rows that a statement of libsql gives. They are read on the program's one thread: others are served in between. */
export async function allRows<Row>(found: Iterable<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  const stretch = new Stretch();
  for (const row of found) {
    rows.push(row);
    if (rows.length % READ_AT_ONCE === 0) await stretch.rest();
  }
  return rows;
}
