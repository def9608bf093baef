/** The maximum size of a page of users, or of users and groups, in bytes: enough for a thousand ordinary users. */
export const PAGE_BYTES = 4_194_304;

/** The maximum size of a page of groups with their members, in bytes. */
export const GROUP_PAGE_BYTES = 8_388_608;

/** The estimated size of a member in a group, and of a group in a user, in bytes. */
export const MEMBER_BYTES = 200;

/** The first rows of a page, and whether the rest was left out because the page would have been too large. */
export interface Cut<Row> {
  rows: Row[];
  isCut: boolean;
  bytes: number;
}

/** As many of the first rows as fit into `most` bytes, at least one. */
export function fitting<Row>(rows: Row[], bytesOf: (row: Row) => number, most: number): Cut<Row> {
  let bytes = 0;
  for (const [index, row] of rows.entries()) {
    const more = bytesOf(row);
    if (index > 0 && bytes + more > most) return { rows: rows.slice(0, index), isCut: true, bytes };
    bytes += more;
  }
  return { rows, isCut: false, bytes };
}
