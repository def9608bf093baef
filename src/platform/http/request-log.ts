import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { shortened } from '../../common/first-characters.js';
import { visibleText } from '../../common/visible-text.js';
import { pathOf } from './request-path.js';
import { CLIENT_WENT_AWAY, onRequestEnd } from './request-end.js';

/** In characters: a path may be 16 KB long. */
const LONGEST = 1_000;

/**
 * One line a request, and its id in the answer. The query stays out: filters hold personal data
 * (RFC 7644 §7.5.2); so do bodies and credentials.
 * @param callerOf says who sent a request, in what may stand in a log
 */
export function logRequests(
  fastify: FastifyInstance,
  logger: Logger,
  callerOf: (request: FastifyRequest) => object,
): void {
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
  });
  onRequestEnd(fastify, (request, reply, status) => {
    logger[levelOf(status)](
      {
        requestId: request.id,
        method: request.method,
        path: printable(pathOf(request)),
        status,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        address: printable(request.ip),
        ...callerOf(request),
        client: request.headers['user-agent'] && printable(request.headers['user-agent']),
      },
      'request',
    );
  });
}

function levelOf(status: number): 'error' | 'warn' | 'info' {
  if (status >= 500) return 'error';
  return status === CLIENT_WENT_AWAY ? 'warn' : 'info';
}

/** JSON escapes what would end a line or a string, but not what else a terminal takes for a command. */
function printable(text: string): string {
  return visibleText(shortened(text, LONGEST));
}
