import { type Predicate, after, allOf } from '../../platform/database/sql/predicate.js';
import { ScimError } from '../protocol/errors.js';
import { parseFilter } from '../protocol/filter/parser.js';
import type { ListQuery } from '../protocol/list-query.js';
import { leafOf, resolveAttribute } from '../protocol/path.js';
import { findAttribute, type ResourceType } from '../protocol/schema/attribute.js';
import type { Position } from './cursors.js';
import { toPredicate } from './filter-predicate.js';
import type { FilterTargets } from './filter-target.js';
import type { Needs } from '../../platform/database/sql/columns.js';
import { NULL } from '../../platform/database/sql/expression.js';
import type { Expression } from '../../platform/database/sql/nodes.js';
import type { ListedRows, Order } from '../../platform/database/sql/selection.js';

/** Which rows a list has and in which order, before it is cut into pages. */
export interface ListPlan<A> {
  where: Predicate<A> | undefined;
  /**
   * What the rows are sorted by before their id; undefined leaves them in the order in which they were
   * created.
   */
  sortKey: Expression<A> | undefined;
  descending: boolean;
}

/** One page of a list: rows after a position, or from an offset on. */
export interface ListWindow {
  position?: Position | undefined;
  offset?: number;
  limit: number;
}

/** The columns that rows of every list have. */
type WithId = Needs<'id', string>;

/**
 * Plans a list. In a list over several types, resources have no value for attributes that only `others` have
 * (RFC 7644 §3.4.2.1). Throws ScimError `invalidFilter`, and `invalidPath` for `sortBy`.
 */
export function planList<A>(
  type: ResourceType,
  targets: FilterTargets<A>,
  { filter, sortBy, sortOrder }: ListQuery,
  others: readonly ResourceType[] = [],
): ListPlan<A> {
  return {
    where: filter === undefined ? undefined : toPredicate(parseFilter(type, filter, others), targets),
    sortKey: sortBy === undefined ? undefined : sortKey(type, targets, sortBy, others),
    descending: sortOrder === 'descending',
  };
}

/** How the rows of one page are read; each has its `sortKey` if the list is sorted. */
export function rowsOf<A extends WithId>(
  plan: ListPlan<A>,
  { position, limit, offset }: ListWindow,
): ListedRows<A> {
  const { sortKey: key, descending } = plan;
  const where = whereAfter(plan, position);
  const orderBy: Order<A>[] = [...(key ? [{ expression: key, descending }] : []), { column: 'id' }];
  return {
    ...(where ? { where } : {}),
    orderBy,
    ...(key ? { computed: { sortKey: key } } : {}),
    limit,
    ...(offset === undefined ? {} : { offset }),
  };
}

/** The list's condition and, if there is a position, the condition that rows come after it. */
export function whereAfter<A extends WithId>(
  { where, sortKey: key, descending }: ListPlan<A>,
  position: Position | undefined,
): Predicate<A> | undefined {
  if (!position) return where;
  const { key: value, id } = position;
  return allOf<A>([...(where ? [where] : []), after({ key, descending, value, id })]);
}

/** A complex attribute is sorted by its `value` (RFC 7644 §3.4.2.3). */
function sortKey<A>(
  type: ResourceType,
  targets: FilterTargets<A>,
  sortBy: string,
  others: readonly ResourceType[],
): Expression<A> {
  const path = resolveAttribute(type, sortBy);
  if (!path && others.some((other) => resolveAttribute(other, sortBy))) return NULL;
  if (!path) throw unknownSortAttribute(sortBy);
  const { subAttributes } = leafOf(path);
  const value = findAttribute(subAttributes, 'value');
  const target = targets.find(value ? { ...path, subAttribute: value } : path);
  if (!target)
    throw subAttributes ? unsortableAttribute(sortBy) : unsortableAttribute(sortBy, 'It is never returned.');
  return target.sortKey;
}

export const unsortableAttribute = (sortBy: string, advice = 'Name one of its sub-attributes.') =>
  ScimError.invalidPath(`sortBy: lists cannot be sorted by "${sortBy}". ${advice}`);

export const unknownSortAttribute = (sortBy: string) =>
  ScimError.invalidPath(`sortBy: there is no attribute "${sortBy}".`);
