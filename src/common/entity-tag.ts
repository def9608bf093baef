import { invalidIfMatch, staleVersion } from './refusals.js';

/** Separates a resource's version from the state of other resources that it shows. */
const OF_OTHERS = '-';

/**
 * The weak entity tag of a resource's version (RFC 9110 §8.8.3), as in `ETag` and SCIM's `meta.version` (RFC 7644
 * §3.14).
 * @param ofOthers represents the parts of an answer that come from other resources and change without this one
 */
export function weakETag(version: number, ofOthers = ''): string {
  return `W/"${version}${ofOthers === '' ? '' : `${OF_OTHERS}${ofOthers}`}"`;
}

/**
 * Throws `stale` if `If-Match` does not name the current version, and `invalid` if it names no version. Compares weakly
 * although RFC 9110 §13.1.1 asks for strong comparison: a version is exactly one state of the resource. Ignores the
 * part of the tag about other resources.
 */
export function requireMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined) return;
  const tags = tagsIn(ifMatch);
  if (tags.length === 0) throw invalidIfMatch();
  if (tags.some((tag) => tag === '*' || tag.split(OF_OTHERS, 1)[0] === String(version))) return;
  throw staleVersion();
}

/** Whether `If-None-Match` contains the current ETag, so that a GET answers 304. */
export function ifNoneMatchHits(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const tags = tagsIn(header);
  return tags.includes('*') || tagsIn(etag).some((tag) => tags.includes(tag));
}

/** The entity tags of a header; accepts tags without quotes, which some clients send. */
function tagsIn(header: string): string[] {
  return header.split(',').flatMap((tag) => {
    const [, quoted, bare] = /^\s*(?:(?:W\/)?"([^"]*)"|(?:W\/)?([^\s"]+))\s*$/i.exec(tag) ?? [];
    return (quoted ?? bare) || [];
  });
}
