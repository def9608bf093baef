import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { StreamableFile } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Settings } from '../../config/settings.js';
import { bareAddresses } from './bare-address.js';
import { readTarget } from './request-target.js';
import { ROUTER_OPTIONS } from './route-table.js';

const REQUEST_TIMEOUT_MS = 60_000;
const HEAD_TIMEOUT_MS = 10_000;
/** How often Node checks for slow connections. */
const LOOK_EVERY_MS = 2_000;

/**
 * Leaves streams to Fastify. Nest's adapter would keep the first stream of each connection in memory, with
 * all the rows that it was made from, until the connection closes.
 */
class Adapter extends FastifyAdapter {
  override reply(...[response, body, status]: Parameters<FastifyAdapter['reply']>) {
    if (!(body instanceof StreamableFile) || !('sent' in response))
      return super.reply(response, body, status);
    const { type } = body.getHeaders();
    if (status !== undefined) response.status(status);
    if (type !== undefined && !response.hasHeader('content-type')) response.header('content-type', type);
    return response.send(body.getStream());
  }
}

/** Creates the HTTP server for Nest. */
export function createAdapter({ trustProxy }: Pick<Settings, 'trustProxy'>): FastifyAdapter {
  return new Adapter({
    trustProxy: typeof trustProxy === 'number' ? (_, hop) => hop < trustProxy : trustProxy,
    routerOptions: ROUTER_OPTIONS,
    rewriteUrl,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: {
      headersTimeout: HEAD_TIMEOUT_MS,
      connectionsCheckingInterval: LOOK_EVERY_MS,
      // Node's own error would not have our format: see requireClearTargets.
      requireHostHeader: false,
    },
    // Keep answering on open connections while the server stops.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    genReqId: () => randomUUID(),
  });
}

/** Normalizes the request target and the proxy headers; all other code uses `request.url` with `pathOf`. */
function rewriteUrl(request: IncomingMessage): string {
  const { url, authority } = readTarget(request.url ?? '/');
  // RFC 9112 §3.2.2: the host of an absolute target overrides the header.
  if (authority !== undefined) request.headers.host = authority;
  const forwardedFor = request.headers['x-forwarded-for'];
  if (typeof forwardedFor === 'string') request.headers['x-forwarded-for'] = bareAddresses(forwardedFor);
  readScheme(request);
  return url;
}

/**
 * Proxies may append to `X-Forwarded-Proto`, as in `https,http`: the first is the client's. Removes anything but http
 * and https.
 */
function readScheme({ headers }: IncomingMessage): void {
  const [forwarded] = [headers['x-forwarded-proto'] ?? []].flat();
  if (forwarded === undefined) return;
  const scheme = forwarded.split(',', 1)[0]?.trim().toLowerCase() ?? '';
  if (scheme === 'http' || scheme === 'https') headers['x-forwarded-proto'] = scheme;
  else delete headers['x-forwarded-proto'];
}
