import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { DomainError, invalid } from '../../common/errors.js';
import type { RenderedError } from './problem.js';
import { pathOf } from './request-path.js';
import { readTarget } from './request-target.js';

/** Renders a refusal in the shape of the surface that a path belongs to. */
export type RenderAt = (error: DomainError, path: string) => RenderedError;

interface ConnectionError extends Error {
  code?: string;
  /** The bytes that could not be read as HTTP, as far as they are known. */
  rawPacket?: Buffer;
}

/** What Node itself looks at before it answers, and its types leave out: the answer that goes out on a socket. */
interface AnsweringSocket extends Socket {
  _httpMessage?: ServerResponse | null;
}

const REQUEST_LINE = /^[A-Z]+ ([^\s?]+)/;

/**
 * Answers what never becomes a request: a head that is too long, that is no HTTP, or that does not arrive in time.
 * The connection is closed after it, because nobody can tell where a next request would begin.
 */
export function answerConnectionErrors(server: Server, render: RenderAt): void {
  // Fastify's own listener would answer in a shape that no surface has.
  server.removeAllListeners('clientError');
  server.on('clientError', (error: ConnectionError, socket: AnsweringSocket) => {
    const { _httpMessage: underway } = socket;
    // Within an answer that has begun, another head would be read as a part of its body.
    if (error.code === 'ECONNRESET' || !socket.writable || underway?.headersSent) {
      socket.destroy();
      return;
    }
    const start = error.rawPacket?.toString('latin1', 0, 2_048) ?? '';
    const { status, headers, body } = render(
      refusalOf(error),
      pathOf(readTarget(REQUEST_LINE.exec(start)?.[1] ?? '/')),
    );
    const text = JSON.stringify(body);
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      `content-length: ${Buffer.byteLength(text)}`,
      'cache-control: no-store',
      'connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
  });
}

function refusalOf({ code }: ConnectionError): DomainError {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new DomainError(
      'head-too-large',
      'The URL and the headers are longer than 16 KB together. Send long filters by POST to /.search.',
    );
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new DomainError('too-slow', 'The request did not arrive in time. Send it again.');
  }
  return invalid('The request is no valid HTTP. Send it again, by another client if it stays.', {
    code: 'invalid-http',
  });
}
