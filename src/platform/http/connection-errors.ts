import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { DomainError } from '../../common/errors.js';
import type { RenderedError } from './problem.js';
import { pathOf } from './request-path.js';
import { readTarget } from './request-target.js';
import { headTooLarge, invalidHttp, tooSlow } from './refusals.js';
import type { UnreadRequests } from './unread-requests.js';

/** Renders an error in the format of the path's API. */
export type RenderAt = (error: DomainError, path: string) => RenderedError;

interface ConnectionError extends Error {
  code?: string;
  /** The bytes that are not valid HTTP, if known. */
  rawPacket?: Buffer;
}

/** Node's internal reference to the answer in progress on a socket, missing in its types. */
interface AnsweringSocket extends Socket {
  _httpMessage?: ServerResponse | null;
}

const REQUEST_LINE = /^[A-Z]+ ([^\s?]+)/;

/**
 * Answers connection errors: a head that is too long, not valid HTTP, or late. Then closes the connection, because the
 * start of the next request is unknown.
 * @param unread discards what the client still sends, so that it gets the answer
 */
export function answerConnectionErrors(server: Server, render: RenderAt, unread: UnreadRequests): void {
  // Fastify's own listener would answer in its own format.
  server.removeAllListeners('clientError');
  server.on('clientError', (error: ConnectionError, socket: AnsweringSocket) => {
    const discard = unread.find(socket);
    if (discard && error.code !== 'ECONNRESET') {
      // Node reports each further piece of what it cannot parse.
      discard.received();
      return;
    }
    const { _httpMessage: underway } = socket;
    // If an answer has started, another head would be read as part of its body.
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
    const rest = unread.discard(socket, socket.remoteAddress ?? '');
    socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
    if (rest) rest.limitTime();
    else socket.destroySoon();
  });
}

function refusalOf({ code }: ConnectionError): DomainError {
  if (code === 'HPE_HEADER_OVERFLOW') return headTooLarge();
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? tooSlow() : invalidHttp();
}
