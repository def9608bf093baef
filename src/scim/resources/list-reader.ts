import { Injectable } from '@nestjs/common';
import { ScimError } from '../protocol/errors.js';
import { DEFAULT_COUNT, type ListQuery } from '../protocol/list-query.js';
import { listResponse } from '../protocol/messages.js';
import type { ScimObject } from '../protocol/value.js';
import { Cursors, type ListCursors, type Position } from './cursors.js';
import type { Cut } from './page-bytes.js';
import type { ListWindow } from './list-plan.js';
import type { Scalar } from '../../platform/database/sql/columns.js';

const NO_ROWS = { rows: [], isCut: false };

/** A row of a list, with its `sortKey` if the list is sorted. */
export type Listed<Row> = Row & { id: string; sortKey?: Scalar };

/** Reads the rows of a list. */
export interface ListSource<Row> {
  select: (page: ListWindow) => Promise<Omit<Cut<Listed<Row>>, 'bytes'>>;
  count: () => Promise<number>;
}

export interface ListPage<Row> {
  rows: Listed<Row>[];
  total: number;
  nextCursor?: string | undefined;
}

/** A list that is ready to be read in a transaction. */
export interface PreparedList {
  read: <Row>(source: ListSource<Row>) => Promise<ListPage<Row>>;
}

/** Reads one page of a list, by index (RFC 7644 §3.4.2.4) or by cursor (RFC 9865). */
@Injectable()
export class ListReader {
  constructor(private readonly cursors: Cursors) {}

  /**
   * Prepares a list. `owner` identifies the account and resource type: a cursor is valid only for these, with the same
   * filter and sort order. Must be called outside transactions. Throws ScimError with RFC 9865's errors for cursors.
   */
  async prepare(owner: readonly string[], query: ListQuery): Promise<PreparedList> {
    const { cursor, filter, sortBy, sortOrder } = query;
    if (cursor === undefined) return { read: (source) => readByIndex(query, source) };
    const cursors = await this.cursors.of([...owner, filter, sortBy?.toLowerCase(), sortOrder]);
    const position = cursor === '' ? undefined : cursors.open(cursor);
    const window = { position, count: countOf(query, position) };
    return { read: (source) => readByCursor(window, source, cursors) };
  }
}

/** The ListResponse of a page; only index paging has a `startIndex`. */
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
  const { rows, isCut } = count > 0 ? await source.select({ limit: count, offset }) : NO_ROWS;
  // A page that is not full reveals the total.
  const isLast = !isCut && rows.length < count && (rows.length > 0 || offset === 0);
  return { rows, total: isLast ? offset + rows.length : await source.count() };
}

async function readByCursor<Row>(
  { position, count }: { position: Position | undefined; count: number },
  source: ListSource<Row>,
  cursors: ListCursors,
): Promise<ListPage<Row>> {
  const { rows: found, isCut } = await source.select({ position, limit: count + 1 });
  const rows = found.slice(0, count);
  const hasMore = isCut || found.length > count;
  const total = position?.total ?? (hasMore ? await source.count() : found.length);
  const last = hasMore ? rows.at(-1) : undefined;
  if (!last) return { rows, total };
  return { rows, total, nextCursor: cursors.seal({ key: last.sortKey ?? null, id: last.id, count, total }) };
}

function countOf({ count }: ListQuery, position: Position | undefined): number {
  if (position && count !== undefined && count !== position.count) {
    throw ScimError.invalidCount('count must be the same as in the first request with the cursor.');
  }
  return position?.count ?? count ?? DEFAULT_COUNT;
}
