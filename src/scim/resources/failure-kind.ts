import type { Failure } from './failure-log.js';

/** Refusals of whoever may not use SCIM at all, whatever the request is. */
const OF_CALLER = new Set(['inactive', 'not-an-admin', 'scim-module-off']);

const THROTTLED = 429;

/**
 * What makes two failures of one caller the same. Those that are about the caller are the same for every request; others
 * only where the resource and all that was said are.
 */
export function failureKind({ operation, resourceType, resourceId, status, code, detail }: Failure): string {
  if (status === THROTTLED) return JSON.stringify([status]);
  if (code !== null && OF_CALLER.has(code)) return JSON.stringify([status, code]);
  return JSON.stringify([operation, resourceType, resourceId, status, code, detail]);
}
