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

/** The sort key of what has no value to sort by. */
export const NOTHING: Expression = { kind: 'nothing' };

/** Which rows a list has and in which order, before it is cut into pages. */
export interface ListPlan {
  where: Predicate | undefined;
  /** What the rows are sorted by before their id; nothing leaves them in the order in which they were made. */
  sortKey: Expression | undefined;
  descending: boolean;
}

/** One page of a list: rows behind a position, or from an offset on. */
export interface ListWindow {
  position?: Position | undefined;
  offset?: number;
  limit: number;
}

/** Rows of one table to read. */
export type RowSelection = Pick<
  Selection<{ id: string }>,
  'where' | 'orderBy' | 'computed' | 'limit' | 'offset'
>;

/**
 * In a list over several types, resources have no value for what only `others` have (RFC 7644 §3.4.2.1).
 * Throws ScimError: `invalidFilter`, and `invalidPath` for a sort order.
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

/** How the rows of one page are read; each carries its `sortKey` where the list is sorted. */
export function rowsOf(plan: ListPlan, { position, limit, offset }: ListWindow): RowSelection {
  const { sortKey: key, descending } = plan;
  const where = whereBehind(plan, position);
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

/** The list's condition and, from a position on, that of standing behind it. */
export function whereBehind(
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
    const advice = subAttributes ? 'Name one of its sub-attributes.' : 'It is never shown.';
    throw ScimError.invalidPath(`sortBy: "${sortBy}" cannot be sorted by. ${advice}`);
  }
  return target.sortKey;
}
