import type { ListQuery } from '../protocol/list-query.js';
import { listResponse } from '../protocol/messages.js';
import type { ScimObject } from '../protocol/value.js';

/** How the rows of a list are read: some of them, and how many there are in all. */
export interface Source<Row> {
  select: (limit: number, offset: number) => Promise<Row[]>;
  count: () => Promise<number>;
}

/** One index page (RFC 7644 §3.4.2.4) and the total. A page that is not full tells the total by itself. */
export async function readPage<Row>(
  { startIndex, count }: ListQuery,
  { select, count: countAll }: Source<Row>,
): Promise<{ rows: Row[]; total: number }> {
  const offset = startIndex - 1;
  const rows = count > 0 ? await select(count, offset) : [];
  const isLast = rows.length < count && (rows.length > 0 || offset === 0);
  return { rows, total: isLast ? offset + rows.length : await countAll() };
}

/** The ListResponse of an index page. */
export function pageResponse(
  { startIndex }: ListQuery,
  total: number,
  resources: readonly ScimObject[],
): ScimObject {
  return listResponse({ totalResults: total, startIndex, itemsPerPage: resources.length, resources });
}
