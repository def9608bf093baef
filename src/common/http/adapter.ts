import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Settings } from '../../config.js';
import { repairPath } from './repair-path.js';
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
    rewriteUrl: (request: IncomingMessage) => repairPath(request.url ?? '/'),
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { headersTimeout: HEAD_TIMEOUT_MS, connectionsCheckingInterval: LOOK_EVERY_MS },
    // While the server stops, what still comes in on open connections is answered.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    genReqId: () => randomUUID(),
  });
}
