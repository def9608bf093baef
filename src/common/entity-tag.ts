import { stale } from './errors.js';

/** The weak entity tag of a resource's version (RFC 9110 §8.8.3), as in `ETag` and SCIM's `meta.version` (RFC 7644 §3.14). */
export function weakETag(version: number): string {
  return `W/"${version}"`;
}

/**
 * Throws `stale` where `If-Match` names other versions than the current one. Tags are compared weakly, although
 * RFC 9110 §13.1.1 asks for strong ones: a version stands for one state, and so does its tag.
 */
export function requireMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined || names(ifMatch, version)) return;
  throw stale('The resource has changed since the version in If-Match. Read it again and repeat the change.');
}

/** Whether `If-None-Match` names the current version, so that a GET answers 304. */
export function ifNoneMatchHits(header: string | undefined, version: number): boolean {
  return header !== undefined && names(header, version);
}

function names(header: string, version: number): boolean {
  if (header.trim() === '*') return true;
  return [...header.matchAll(/"([^"]*)"/g)].some(([, tag]) => tag === String(version));
}
