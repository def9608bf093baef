import { foldKey } from '../../common/fold-key.js';
import { evaluateFilter } from '../protocol/filter/evaluate.js';
import { parseFilter } from '../protocol/filter/parser.js';
import { compareText } from '../protocol/fold.js';
import type { ListQuery } from '../protocol/list-query.js';
import { leafOf, resolveAttribute, type AttributePath } from '../protocol/path.js';
import type { ResourceType } from '../protocol/schema/attribute.js';
import { isComplex, type ScimObject } from '../protocol/value.js';
import { unknownSortAttribute, unsortableAttribute } from './list-plan.js';
import type { ListSource } from './list-reader.js';

/** A list's row for a resource that is part of the program. */
interface FixedRow {
  id: string;
  resource: ScimObject;
  sortKey: string;
}

/**
 * A list of resources that are part of the program, with filters, order and pages as in lists from the
 * database. Throws like `planList`.
 */
export function fixedList(
  type: ResourceType,
  resources: readonly ScimObject[],
  { filter, sortBy, sortOrder }: ListQuery,
): ListSource<FixedRow> {
  const wanted = filter === undefined ? undefined : parseFilter(type, filter);
  const path = sortBy === undefined ? undefined : sortPath(type, sortBy);
  const direction = sortOrder === 'descending' ? -1 : 1;
  const rows = resources
    .filter((resource) => wanted === undefined || evaluateFilter(wanted, resource))
    .map((resource) => ({
      id: textOf(resource['id']),
      resource,
      sortKey: path ? keyOf(resource, path) : '',
    }));
  if (path) rows.sort((a, b) => direction * compareText(a.sortKey, b.sortKey) || compareText(a.id, b.id));
  return {
    select: ({ position, offset = 0, limit }) => {
      const start = position ? rows.findIndex(({ id }) => id === position.id) + 1 : offset;
      return Promise.resolve({ rows: rows.slice(start, start + limit), isCut: false });
    },
    count: () => Promise.resolve(rows.length),
  };
}

function sortPath(type: ResourceType, sortBy: string): AttributePath {
  const path = resolveAttribute(type, sortBy);
  if (!path) throw unknownSortAttribute(sortBy);
  if (leafOf(path).subAttributes) throw unsortableAttribute(sortBy);
  return path;
}

function keyOf(resource: ScimObject, { attribute, subAttribute }: AttributePath): string {
  const whole = resource[attribute.name];
  const value = subAttribute ? isComplex(whole) && whole[subAttribute.name] : whole;
  const text = textOf(value);
  return (subAttribute ?? attribute).caseExact ? text : foldKey(text);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
