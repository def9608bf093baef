import { invalid, stale } from './errors.js';

/** Between the version of a resource and what its tag says of others that the resource shows. */
const OF_OTHERS = '-';

/**
 * The weak entity tag of a resource's version (RFC 9110 §8.8.3), as in `ETag` and SCIM's `meta.version` (RFC 7644 §3.14).
 * @param ofOthers stands for what an answer shows of others, which may change while the resource stays as it is
 */
export function weakETag(version: number, ofOthers = ''): string {
  return `W/"${version}${ofOthers === '' ? '' : `${OF_OTHERS}${ofOthers}`}"`;
}

/**
 * Throws `stale` where `If-Match` names other versions than the current one, and `invalid` where it names none. Tags are
 * compared weakly, although RFC 9110 §13.1.1 asks for strong ones: a version stands for one state of the resource, and so
 * does its tag. What the tag says of others does not count.
 */
export function requireMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined) return;
  const tags = tagsIn(ifMatch);
  if (tags.length === 0) {
    throw invalid(
      'If-Match must be the ETag of the resource as it was read, such as W/"3". To change the resource whatever its version is, leave the header out.',
      { code: 'invalid-if-match' },
    );
  }
  if (tags.some((tag) => tag === '*' || tag.split(OF_OTHERS, 1)[0] === String(version))) return;
  throw stale('The resource has changed since the version in If-Match. Read it again and repeat the change.');
}

/** Whether `If-None-Match` names the tag that the answer to a GET would have, so that it is 304. */
export function ifNoneMatchHits(header: string | undefined, etag: string): boolean {
  const tags = tagsIn(header ?? '');
  return tags.includes('*') || tagsIn(etag).some((tag) => tags.includes(tag));
}

/** What is between the quotes of a list of entity tags, or stands there without quotes, as some clients write it. */
function tagsIn(header: string): string[] {
  return header.split(',').flatMap((tag) => {
    const [, quoted, bare] = /^\s*(?:(?:W\/)?"([^"]*)"|(?:W\/)?([^\s"]+))\s*$/i.exec(tag) ?? [];
    return (quoted ?? bare) || [];
  });
}
