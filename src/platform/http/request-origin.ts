import type { FastifyRequest } from 'fastify';

/** Whether a browser sent the request. Programs that provision send neither header. */
export function isFromBrowser({ headers }: FastifyRequest): boolean {
  return headers['sec-fetch-site'] !== undefined || headers.origin !== undefined;
}

/**
 * Whether a browser says that another site sent the request. `Sec-Fetch-Site` is the browser's own word; one that
 * does not send it sends `Origin`. A request with neither comes from no browser, and so in nobody's name.
 */
export function isForeign(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = request.headers;
  return origin !== undefined && !ownOrigins(request).has(origin);
}

/**
 * As the browser knows this server, and as those know it to whom links are handed out. Without `PUBLIC_URL` those begin
 * with the host that the request names, which may be no host at all: no browser sends that.
 */
function ownOrigins(request: FastifyRequest): ReadonlySet<string> {
  const { publicUrl } = request as FastifyRequest & { publicUrl: string };
  if (!URL.canParse(publicUrl)) return new Set();
  return new Set([`${request.protocol}://${request.host}`, new URL(publicUrl).origin]);
}
