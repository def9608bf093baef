import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Settings } from '../../config/settings.js';
import { bareAddresses } from './bare-address.js';
import { readTarget } from './request-target.js';
import { ROUTER_OPTIONS } from './route-table.js';

const REQUEST_TIMEOUT_MS = 60_000;
const HEAD_TIMEOUT_MS = 10_000;
/** How often Node looks for connections that are too slow. */
const LOOK_EVERY_MS = 2_000;

/** The HTTP server, before Nest is on it. */
export function createAdapter({ trustProxy }: Pick<Settings, 'trustProxy'>): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy: typeof trustProxy === 'number' ? (_, hop) => hop < trustProxy : trustProxy,
    routerOptions: ROUTER_OPTIONS,
    rewriteUrl,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: {
      headersTimeout: HEAD_TIMEOUT_MS,
      connectionsCheckingInterval: LOOK_EVERY_MS,
      // Node's own refusal would have the shape of no surface: see requireClearTargets.
      requireHostHeader: false,
    },
    // While the server stops, what still comes in on open connections is answered.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    genReqId: () => randomUUID(),
  });
}

/** The one place that reads a request target, and cleans what a proxy says; all others take `request.url`, by `pathOf`. */
function rewriteUrl(request: IncomingMessage): string {
  const { url, authority } = readTarget(request.url ?? '/');
  // RFC 9112 §3.2.2: the host of an absolute target counts, and the header does not.
  if (authority !== undefined) request.headers.host = authority;
  const forwardedFor = request.headers['x-forwarded-for'];
  if (typeof forwardedFor === 'string') request.headers['x-forwarded-for'] = bareAddresses(forwardedFor);
  readScheme(request);
  return url;
}

/**
 * Every proxy may add to `X-Forwarded-Proto`, which is then a list such as `https,http`: the first is what the client used.
 * Anything else than a scheme of the web is left out.
 */
function readScheme({ headers }: IncomingMessage): void {
  const [forwarded] = [headers['x-forwarded-proto'] ?? []].flat();
  if (forwarded === undefined) return;
  const scheme = forwarded.split(',', 1)[0]?.trim().toLowerCase() ?? '';
  if (scheme === 'http' || scheme === 'https') headers['x-forwarded-proto'] = scheme;
  else delete headers['x-forwarded-proto'];
}
