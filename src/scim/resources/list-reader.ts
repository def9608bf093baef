import { Injectable } from '@nestjs/common';
import type { Scalar } from '../../database/table.js';
import { ScimError } from '../protocol/errors.js';
import { DEFAULT_COUNT, type ListQuery } from '../protocol/list-query.js';
import { listResponse } from '../protocol/messages.js';
import type { ScimObject } from '../protocol/value.js';
import { Cursors, type Position } from './cursors.js';
import type { PageRequest } from './list-plan.js';

/** A row of a list; `sortKey` is there where the list is sorted. */
export type Listed<Row> = Row & { id: string; sortKey?: Scalar };

/** Where the rows of a list come from. */
export interface ListSource<Row> {
  select: (page: PageRequest) => Promise<Listed<Row>[]>;
  count: () => Promise<number>;
}

export interface ListPage<Row> {
  rows: Listed<Row>[];
  total: number;
  nextCursor?: string | undefined;
}

/** Reads one page of a list, by index (RFC 7644 §3.4.2.4) or by cursor (RFC 9865). */
@Injectable()
export class ListReader {
  constructor(private readonly cursors: Cursors) {}

  /**
   * `owner` says whose list of what it is: a cursor is good for that, its filter and its sort order only.
   * Throws ScimError with what RFC 9865 has for cursors.
   */
  async read<Row>(
    owner: readonly string[],
    query: ListQuery,
    source: ListSource<Row>,
  ): Promise<ListPage<Row>> {
    const { cursor, filter, sortBy, sortOrder } = query;
    if (cursor === undefined) return readByIndex(query, source);
    const list = [...owner, filter, sortBy?.toLowerCase(), sortOrder];
    const position = cursor === '' ? undefined : await this.cursors.open(list, cursor);
    const count = countOf(query, position);
    const found = await source.select({ position, limit: count + 1 });
    const rows = found.slice(0, count);
    const total = position?.total ?? (found.length <= count ? found.length : await source.count());
    const last = found.length > count ? rows.at(-1) : undefined;
    if (!last) return { rows, total };
    const next = { key: last.sortKey ?? null, id: last.id, count, total };
    return { rows, total, nextCursor: await this.cursors.seal(list, next) };
  }
}

/** The ListResponse of a page; `startIndex` belongs to index paging only. */
export function pageResponse(
  { startIndex, cursor }: ListQuery,
  { total, nextCursor }: Pick<ListPage<unknown>, 'total' | 'nextCursor'>,
  resources: readonly ScimObject[],
): ScimObject {
  return listResponse({
    totalResults: total,
    ...(cursor === undefined ? { startIndex } : {}),
    itemsPerPage: resources.length,
    resources,
    nextCursor,
  });
}

async function readByIndex<Row>(
  { startIndex, count = DEFAULT_COUNT }: ListQuery,
  source: ListSource<Row>,
): Promise<ListPage<Row>> {
  const offset = startIndex - 1;
  const rows = count > 0 ? await source.select({ limit: count, offset }) : [];
  // A page that is not full tells the total by itself.
  const isLast = rows.length < count && (rows.length > 0 || offset === 0);
  return { rows, total: isLast ? offset + rows.length : await source.count() };
}

function countOf({ count }: ListQuery, position: Position | undefined): number {
  if (position && count !== undefined && count !== position.count) {
    throw ScimError.invalidCount('count must stay as it was in the first request of the cursor.');
  }
  return position?.count ?? count ?? DEFAULT_COUNT;
}
