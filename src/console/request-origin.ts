import type { FastifyRequest } from 'fastify';

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

/** As the browser knows this server, and as those know it to whom links are handed out. */
function ownOrigins(request: FastifyRequest): ReadonlySet<string> {
  const { publicUrl } = request as FastifyRequest & { publicUrl: string };
  return new Set([`${request.protocol}://${request.host}`, new URL(publicUrl).origin]);
}
