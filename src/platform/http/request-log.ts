import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { shortened } from '../../common/first-characters.js';
import { visibleText } from '../../common/visible-text.js';
import { pathOf } from './request-path.js';
import { CLIENT_WENT_AWAY, onRequestEnd } from './request-end.js';

/** In characters; a path may be 16 KB long. */
const LONGEST = 1_000;

/**
 * Logs one line per request and adds the request id to the answer. Never logs the query, because filters contain
 * personal data (RFC 7644 §7.5.2), nor bodies or credentials.
 * @param callerOf returns the loggable facts about the caller
 */
export function logRequests(
  fastify: FastifyInstance,
  logger: Logger,
  callerOf: (request: FastifyRequest) => object,
): void {
  // None of these fields is redacted, and looking for such fields takes longer than writing the line.
  const lines = logger.child({}, { redact: [] });
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  onRequestEnd(fastify, (request, reply, status) => {
    lines[levelOf(status)](
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

/** JSON escapes line breaks and quotes, but not terminal control characters. */
function printable(text: string): string {
  return visibleText(shortened(text, LONGEST));
}
