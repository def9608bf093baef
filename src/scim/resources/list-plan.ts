import { all, type Expression, type Predicate } from '../../platform/database/sql/predicate.js';
import type { Order, Selection } from '../../platform/database/sql/statement.js';
import { ScimError } from '../protocol/errors.js';
import { parseFilter } from '../protocol/filter/parser.js';
import type { ListQuery } from '../protocol/list-query.js';
import { leafOf, resolveAttribute } from '../protocol/path.js';
import { findAttribute, type ResourceType } from '../protocol/schema/attribute.js';
import type { Position } from './cursors.js';
import { toPredicate } from './filter-predicate.js';
import type { FilterTargets } from './filter-target.js';

/** The sort key of resources that have no value to sort by. */
export const NOTHING: Expression = { kind: 'nothing' };

/** The rows of a list and their order, before paging. */
export interface ListPlan {
  where: Predicate | undefined;
  /** What the rows are sorted by before their id; undefined for the order of creation. */
  sortKey: Expression | undefined;
  descending: boolean;
}

/** One page of a list: rows after a position, or from an offset. */
export interface ListWindow {
  position?: Position | undefined;
  offset?: number;
  limit: number;
}

/** A selection of rows of one table. */
export type RowSelection = Pick<
  Selection<{ id: string }>,
  'where' | 'orderBy' | 'computed' | 'limit' | 'offset'
>;

/**
 * Plans a list. In a list over several types, resources have no value for attributes that only `others` have
 * (RFC 7644 §3.4.2.1). Throws ScimError `invalidFilter`, and `invalidPath` for `sortBy`.
 */
export function planList(
  type: ResourceType,
  targets: FilterTargets,
  { filter, sortBy, sortOrder }: ListQuery,
  others: readonly ResourceType[] = [],
): ListPlan {
  return {
    where: filter === undefined ? undefined : toPredicate(parseFilter(type, filter, others), targets),
    sortKey: sortBy === undefined ? undefined : sortKey(type, targets, sortBy, others),
    descending: sortOrder === 'descending',
  };
}

/** How to read the rows of one page; each has its `sortKey` if the list is sorted. */
export function rowsOf(plan: ListPlan, { position, limit, offset }: ListWindow): RowSelection {
  const { sortKey: key, descending } = plan;
  const where = whereAfter(plan, position);
  const orderBy: Order<{ id: string }>[] = [
    ...(key ? [{ expression: key, descending }] : []),
    { column: 'id' },
  ];
  return {
    ...(where ? { where } : {}),
    orderBy,
    ...(key ? { computed: { sortKey: key } } : {}),
    limit,
    ...(offset === undefined ? {} : { offset }),
  };
}

/** The list's condition, limited to rows after the position if there is one. */
export function whereAfter(
  { where, sortKey: key, descending }: ListPlan,
  position: Position | undefined,
): Predicate | undefined {
  if (!position) return where;
  const { key: value, id } = position;
  return all(...(where ? [where] : []), { kind: 'behind', ...(key ? { key } : {}), descending, value, id });
}

/** A complex attribute is sorted by its `value` (RFC 7644 §3.4.2.3). */
function sortKey(
  type: ResourceType,
  targets: FilterTargets,
  sortBy: string,
  others: readonly ResourceType[],
): Expression | undefined {
  const path = resolveAttribute(type, sortBy);
  if (!path && others.some((other) => resolveAttribute(other, sortBy))) return NOTHING;
  if (!path) throw ScimError.invalidPath(`sortBy: there is no attribute "${sortBy}".`);
  const { subAttributes } = leafOf(path);
  const value = findAttribute(subAttributes, 'value');
  const target = targets.find(value ? { ...path, subAttribute: value } : path);
  if (!target) {
    const advice = subAttributes ? 'Name one of its sub-attributes.' : 'It is never returned.';
    throw ScimError.invalidPath(`sortBy: lists cannot be sorted by "${sortBy}". ${advice}`);
  }
  return target.sortKey;
}
