import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../common/errors.js';
import { nextTurn } from '../../common/stretch.js';
import { SMALL_BODY } from './body-budgets.js';
import { incompleteBody } from './refusals.js';

/**
 * Reads at most 50 MB of a body a second: the size of a part in bytes, and the pause after it in
 * milliseconds. A client nearby could send several times as much, and reading it would keep the processor
 * from everybody else.
 */
const PART = 524_288;
const PAUSE_MS = 10;

/** Size limit of a body, and the error beyond it. */
export interface BodyBound {
  limit: number;
  tooLarge: () => DomainError;
}

/** Whether a request's body has not been read yet. */
export function isUnread(body: unknown): body is IncomingMessage {
  return typeof body === 'object' && body !== null && 'pipe' in body;
}

/** The declared body length in bytes; undefined for a chunked body. */
export function declaredLength({ headers }: FastifyRequest): number | undefined {
  const length = headers['content-length'];
  return length === undefined ? undefined : Number(length);
}

/**
 * Reads a body of at most `limit` bytes, else throws `tooLarge()`. Awaits `room` before it reads more than `SMALL_BODY`
 * of a chunked body. Throws `too-slow` (`incomplete-body`) if the client leaves.
 */
export async function readBody(
  request: FastifyRequest,
  stream: IncomingMessage,
  { limit, tooLarge }: BodyBound,
  room = async () => {},
): Promise<Buffer> {
  const declared = declaredLength(request);
  if (declared !== undefined && declared > limit) throw tooLarge();
  const body = new GrowingBuffer(declared);
  let hasRoom = declared !== undefined;
  let pauseAt = PART;
  try {
    // Refusing a body must not close the connection before the answer is sent.
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (body.length + chunk.length > limit) throw tooLarge();
      if (!hasRoom && body.length + chunk.length > SMALL_BODY) {
        await room();
        hasRoom = true;
      }
      body.add(chunk);
      // Yield to other requests, however fast the body arrives.
      if (body.length >= pauseAt) {
        pauseAt = body.length + PART;
        await sleep(PAUSE_MS);
      } else if (body.length > SMALL_BODY) await nextTurn();
    }
  } catch (error) {
    // Node only drains bodies that were never read; otherwise the rest would block the connection.
    stream.resume();
    if (error instanceof DomainError) throw error;
    throw incompleteBody().with({ cause: error });
  }
  return body.whole();
}

/** Collects chunks; copies them only once if the total size is known. */
class GrowingBuffer {
  length = 0;
  private readonly bytes: Buffer | undefined;
  private readonly chunks: Buffer[] = [];

  constructor(size: number | undefined) {
    this.bytes = size === undefined ? undefined : Buffer.allocUnsafeSlow(size);
  }

  add(chunk: Buffer): void {
    if (this.bytes) chunk.copy(this.bytes, this.length);
    else this.chunks.push(chunk);
    this.length += chunk.length;
  }

  whole(): Buffer {
    return this.bytes?.subarray(0, this.length) ?? Buffer.concat(this.chunks);
  }
}
