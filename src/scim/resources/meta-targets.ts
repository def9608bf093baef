import { affixed, constant, exactText, ordered, type FilterTarget } from './filter-target.js';

/** `id`, `meta` and what else every resource has; `location` is the URI of the collection, with a slash at its end. */
export function metaTargets(resourceType: string, location: string): [string, FilterTarget][] {
  return [
    ['id', exactText('id')],
    ['meta.resourceType', constant(resourceType, { caseExact: true })],
    ['meta.created', ordered('createdAt')],
    ['meta.lastModified', ordered('updatedAt')],
    ['meta.location', affixed(location, 'id')],
    ['meta.version', affixed('W/"', 'version', '"')],
  ];
}
