import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { pathOf } from './request-path.js';
import { CLIENT_WENT_AWAY, onRequestEnd } from './request-end.js';

/** What a guard leaves on the request, as far as the log wants it. */
type Caller = { user?: { accountSlug?: string } };

/**
 * One line a request, and its id in the answer. The query stays out: filters hold personal data
 * (RFC 7644 §7.5.2); so do bodies and credentials.
 */
export function logRequests(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
  });
  onRequestEnd(fastify, (request: FastifyRequest & Caller, reply, status) => {
    logger[levelOf(status)](
      {
        requestId: request.id,
        method: request.method,
        path: printable(pathOf(request)),
        status,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        account: request.user?.accountSlug,
        client: printable(request.headers['user-agent']),
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
function printable(text: string | undefined): string | undefined {
  return text?.replace(/[^ -~]/g, '?');
}
