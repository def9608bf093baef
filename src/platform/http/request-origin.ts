import type { FastifyRequest } from 'fastify';

/** Whether a browser sent the request. Identity providers send neither header. */
export function isFromBrowser({ headers }: FastifyRequest): boolean {
  return headers['sec-fetch-site'] !== undefined || headers.origin !== undefined;
}

/**
 * Whether a browser sent the request for another site, by `Sec-Fetch-Site` or, in older browsers, `Origin`. A request
 * with neither header does not come from a browser.
 */
export function isForeign(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = request.headers;
  return origin !== undefined && !ownOrigins(request).has(origin);
}

/**
 * The origins of this server: that of the request and that of links. Without `PUBLIC_URL` the latter is the request's
 * host, which may be invalid; browsers do not send such hosts.
 */
function ownOrigins(request: FastifyRequest): ReadonlySet<string> {
  const { publicUrl } = request;
  if (!URL.canParse(publicUrl)) return new Set();
  return new Set([`${request.protocol}://${request.host}`, new URL(publicUrl).origin]);
}
