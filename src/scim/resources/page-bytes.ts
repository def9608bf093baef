/** What a page of users, or of users and groups, may take, in bytes: a thousand ordinary users fit. */
export const PAGE_BYTES = 4_194_304;

/** What a page of groups may take with their members. */
export const GROUP_PAGE_BYTES = 8_388_608;

/** What a member takes in a group, and a group in a user, in bytes. */
export const MEMBER_BYTES = 200;

/** Some rows of a list, and whether others were left out behind them because the page would have been too large. */
export interface Cut<Row> {
  rows: Row[];
  isCut: boolean;
  bytes: number;
}

/** The first rows, as far as they fit into a page, and one at least. */
export function fitting<Row>(rows: Row[], bytesOf: (row: Row) => number, most: number): Cut<Row> {
  let bytes = 0;
  for (const [index, row] of rows.entries()) {
    const more = bytesOf(row);
    if (index > 0 && bytes + more > most) return { rows: rows.slice(0, index), isCut: true, bytes };
    bytes += more;
  }
  return { rows, isCut: false, bytes };
}
