import type { FastifyRequest } from 'fastify';
import { isUnread } from './read-body.js';
import { isForeign, isFromBrowser } from './request-origin.js';
import { foreignRequest, undeclaredType } from './refusals.js';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses writes that another site triggers in a browser: browsers add stored HTTP Basic credentials by themselves,
 * unlike tokens. Throws `forbidden`, and `unsupported-media-type` for a browser's body without a type, which needs no
 * CORS preflight (Fetch §4.1).
 */
export function refuseForeignWrite(request: FastifyRequest): void {
  if (READS.has(request.method)) return;
  if (isForeign(request) && !hasToken(request)) throw foreignRequest();
  if (isFromBrowser(request) && isUnread(request.body) && !request.headers['content-type']) {
    throw undeclaredType();
  }
}

/** Whether the credential is a token, which browsers do not add by themselves. */
function hasToken({ headers: { authorization } }: FastifyRequest): boolean {
  return authorization !== undefined && !/^basic\b/i.test(authorization);
}
