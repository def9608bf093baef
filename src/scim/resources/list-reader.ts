import { Injectable } from '@nestjs/common';
import { all, type Expression, type Predicate } from '../../database/predicate.js';
import type { Order, Selection } from '../../database/statement.js';
import type { Scalar } from '../../database/table.js';
import { ScimError } from '../protocol/errors.js';
import { parseFilter } from '../protocol/filter/parser.js';
import { DEFAULT_COUNT, type ListQuery } from '../protocol/list-query.js';
import { listResponse } from '../protocol/messages.js';
import { leafOf, resolveAttribute } from '../protocol/path.js';
import { findAttribute, type ResourceType } from '../protocol/schema/attribute.js';
import type { ScimObject } from '../protocol/value.js';
import { Cursors, type Position } from './cursors.js';
import { toPredicate } from './filter-predicate.js';
import type { FilterTargets } from './filter-target.js';

/** Rows of one table to read: how they are chosen, ordered and cut into pages. */
export type RowSelection = Pick<
  Selection<{ id: string }>,
  'where' | 'orderBy' | 'computed' | 'limit' | 'offset'
>;

/** A row of a list; `sortKey` is there where the list is sorted. */
export type Listed<Row> = Row & { id: string; sortKey?: Scalar };

/** Where the rows of a list come from. */
export interface ListSource<Row> {
  select: (selection: RowSelection) => Promise<Listed<Row>[]>;
  count: (where: Predicate | undefined) => Promise<number>;
}

/** Which list: whose, of what, and what its filters and sort orders can name. */
export interface ListScope {
  accountId: string;
  type: ResourceType;
  targets: FilterTargets;
}

export interface ListPage<Row> {
  rows: Listed<Row>[];
  total: number;
  nextCursor?: string | undefined;
}

/** Reads one page of a list, by index (RFC 7644 §3.4.2.4) or by cursor (RFC 9865), in two statements at most. */
@Injectable()
export class ListReader {
  constructor(private readonly cursors: Cursors) {}

  /** Throws ScimError: `invalidFilter`, `invalidPath` for a sort order, and what RFC 9865 has for cursors. */
  async read<Row>(scope: ListScope, query: ListQuery, source: ListSource<Row>): Promise<ListPage<Row>> {
    const list = planList(scope, query);
    return query.cursor === undefined
      ? readByIndex(list, query, source)
      : this.readByCursor(scope, list, { ...query, cursor: query.cursor }, source);
  }

  private async readByCursor<Row>(
    { accountId, type }: ListScope,
    list: List,
    query: ListQuery & { cursor: string },
    source: ListSource<Row>,
  ): Promise<ListPage<Row>> {
    const name = [accountId, type.name, query.filter, query.sortBy?.toLowerCase(), query.sortOrder];
    const position = query.cursor === '' ? undefined : await this.cursors.open(name, query.cursor);
    const count = countOf(query, position);
    const found = await source.select({ ...selectionOf(list, position), limit: count + 1 });
    const rows = found.slice(0, count);
    const total = position?.total ?? (found.length <= count ? found.length : await source.count(list.where));
    const last = found.length > count ? rows.at(-1) : undefined;
    if (!last) return { rows, total };
    const next = { key: last.sortKey ?? null, id: last.id, count, total };
    return { rows, total, nextCursor: await this.cursors.seal(name, next) };
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

interface List {
  where: Predicate | undefined;
  sortKey: Expression | undefined;
  descending: boolean;
}

function planList({ type, targets }: ListScope, { filter, sortBy, sortOrder }: ListQuery): List {
  return {
    where: filter === undefined ? undefined : toPredicate(parseFilter(type, filter), targets),
    sortKey: sortBy === undefined ? undefined : sortKey(type, targets, sortBy),
    descending: sortOrder === 'descending',
  };
}

/** A complex attribute is sorted by its `value` (RFC 7644 §3.4.2.3). */
export function sortKey(type: ResourceType, targets: FilterTargets, sortBy: string): Expression | undefined {
  const path = resolveAttribute(type, sortBy);
  if (!path) throw ScimError.invalidPath(`sortBy: there is no attribute "${sortBy}".`);
  const value = findAttribute(leafOf(path).subAttributes, 'value');
  const target = targets.find(value ? { ...path, subAttribute: value } : path);
  if (!target)
    throw ScimError.invalidPath(`sortBy: "${sortBy}" cannot be sorted by. Name one of its sub-attributes.`);
  return target.sortKey;
}

async function readByIndex<Row>(
  list: List,
  { startIndex, count = DEFAULT_COUNT }: ListQuery,
  source: ListSource<Row>,
): Promise<ListPage<Row>> {
  const offset = startIndex - 1;
  const rows = count > 0 ? await source.select({ ...selectionOf(list), limit: count, offset }) : [];
  // A page that is not full tells the total by itself.
  const isLast = rows.length < count && (rows.length > 0 || offset === 0);
  return { rows, total: isLast ? offset + rows.length : await source.count(list.where) };
}

function selectionOf({ where, sortKey: key, descending }: List, position?: Position): RowSelection {
  const behind: Predicate[] = position
    ? [{ kind: 'behind', ...(key ? { key } : {}), descending, value: position.key, id: position.id }]
    : [];
  const conditions = [...(where ? [where] : []), ...behind];
  const orderBy: Order<{ id: string }>[] = [
    ...(key ? [{ expression: key, descending }] : []),
    { column: 'id' as const },
  ];
  return {
    ...(conditions.length > 0 ? { where: all(...conditions) } : {}),
    orderBy,
    ...(key ? { computed: { sortKey: key } } : {}),
  };
}

function countOf({ count }: ListQuery, position: Position | undefined): number {
  if (position && count !== undefined && count !== position.count) {
    throw ScimError.invalidCount('count must stay as it was in the first request of the cursor.');
  }
  return position?.count ?? count ?? DEFAULT_COUNT;
}
