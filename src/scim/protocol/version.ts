/** The weak entity tag of a resource's version, as in `ETag` and `meta.version` (RFC 7644 §3.14). */
export function weakETag(version: number): string {
  return `W/"${version}"`;
}

/** Whether a request with this `If-Match`, or without one, may go on. Tags are compared weakly. */
export function ifMatchAllows(header: string | undefined, version: number): boolean {
  return header === undefined || names(header, version);
}

/** Whether `If-None-Match` names the current version, so that a GET answers 304. */
export function ifNoneMatchHits(header: string | undefined, version: number): boolean {
  return header !== undefined && names(header, version);
}

function names(header: string, version: number): boolean {
  if (header.trim() === '*') return true;
  return [...header.matchAll(/"([^"]*)"/g)].some(([, tag]) => tag === String(version));
}
