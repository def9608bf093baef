import { affixed, constant, exactText, ordered, type FilterTarget } from './filter-target.js';

/** The targets that all resource types share. `location` is the URI of the collection, with a trailing slash. */
export function metaTargets(resourceType: string, location: string): [string, FilterTarget][] {
  return [
    ['id', exactText('id')],
    ['meta.resourceType', constant(resourceType, { caseExact: true })],
    ['meta.created', ordered('createdAt')],
    ['meta.lastModified', ordered('updatedAt')],
    ['meta.location', affixed(location, 'id')],
    ['meta.version', byVersionAlone(affixed('W/"', 'version', '"'))],
  ];
}

/** Matches an entity tag by its version alone: the part about groups is not stored in a column. */
function byVersionAlone(target: FilterTarget): FilterTarget {
  const alone = (tag: string) => tag.replace(/^(W\/"\d+)-[\w-]+"$/, '$1"');
  return { ...target, some: (test) => target.some({ ...test, value: alone(String(test.value)) }) };
}
