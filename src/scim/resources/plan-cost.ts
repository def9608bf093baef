import type { ResourceType } from '../protocol/schema/attribute.js';
import { DEFAULT_COUNT, type ListQuery } from '../protocol/list-query.js';
import type { ListPlan } from './list-plan.js';
import type { PredicateNode } from '../../platform/database/sql/nodes.js';

/** Columns with an index that finds one row, or few, by value. */
const LEADING: Readonly<Record<ResourceType['name'], ReadonlySet<string>>> = {
  User: new Set(['id', 'userNameKey', 'externalId']),
  Group: new Set(['id', 'displayNameKey', 'externalId']),
  Role: new Set(),
  Entitlement: new Set(['id', 'nameKey']),
};

/** Up to this many conditions per row cost next to nothing. */
const FEW_CONDITIONS = 8;

/** Larger pages cost the server more than the database. */
const SMALL_PAGE = 2 * DEFAULT_COUNT;

/**
 * Whether a list costs about the same in an account of any size. Its plan shows that before anything is read.
 */
export function isLight(
  { name }: ResourceType,
  { where, sortKey }: ListPlan<never>,
  { count }: ListQuery,
): boolean {
  if (sortKey || (count ?? DEFAULT_COUNT) > SMALL_PAGE) return false;
  return !where || isPointed(where, LEADING[name]);
}

/** Whether an index leads to few rows, and few conditions are tested on each. */
function isPointed(where: PredicateNode, leading: ReadonlySet<string>): boolean {
  switch (where.kind) {
    case 'compare':
      return where.operator === '=' && !where.affixes && leading.has(where.column);
    case 'exists':
      return where.selective === true && conditionsIn(where.where) <= FEW_CONDITIONS;
    case 'all':
      return where.of.some((part) => isPointed(part, leading)) && conditionsIn(where) <= FEW_CONDITIONS;
    case 'any':
      return where.of.every((part) => isPointed(part, leading)) && conditionsIn(where) <= FEW_CONDITIONS;
    default:
      return false;
  }
}

function conditionsIn(where: PredicateNode): number {
  switch (where.kind) {
    case 'all':
    case 'any':
      return where.of.reduce((sum, part) => sum + conditionsIn(part), 0);
    case 'not':
      return conditionsIn(where.of);
    case 'exists':
      return 1 + conditionsIn(where.where);
    default:
      return 1;
  }
}
