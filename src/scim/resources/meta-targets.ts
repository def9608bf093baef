import type { Takes } from '../../platform/database/sql/columns.js';
import { affixed, constant, exactText, ordered, type FilterTarget } from './filter-target.js';

/** The columns that every resource has. */
interface Resource {
  id: string;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/**
 * `id`, `meta` and the other attributes that every resource has; `location` is the URI of the collection,
 * with a trailing slash.
 */
export function metaTargets(
  resourceType: string,
  location: string,
): [string, FilterTarget<Takes<Resource>>][] {
  return [
    ['id', exactText('id')],
    ['meta.resourceType', constant(resourceType, { caseExact: true })],
    ['meta.created', ordered('createdAt')],
    ['meta.lastModified', ordered('updatedAt')],
    ['meta.location', affixed(location, 'id')],
    ['meta.version', byVersionAlone(affixed('W/"', 'version', '"'))],
  ];
}

/**
 * The part of an entity tag about other resources is not in a column, so a tag is found by its version alone.
 */
function byVersionAlone<A>(target: FilterTarget<A>): FilterTarget<A> {
  const alone = (tag: string) => tag.replace(/^(W\/"\d+)-[\w-]+"$/, '$1"');
  return { ...target, some: (test) => target.some({ ...test, value: alone(String(test.value)) }) };
}
