import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../common/errors.js';
import { nextTurn } from '../../common/stretch.js';
import { SMALL_BODY } from './body-budgets.js';

/** How much of a body is read, and what is thrown instead of reading more. */
export interface BodyBound {
  limit: number;
  tooLarge: () => DomainError;
}

/** Whether a request's body is still to be read. */
export function isUnread(body: unknown): body is IncomingMessage {
  return typeof body === 'object' && body !== null && 'pipe' in body;
}

/** How long a request says that its body is, in bytes; undefined where it comes in pieces of unknown number. */
export function declaredLength({ headers }: FastifyRequest): number | undefined {
  const length = headers['content-length'];
  return length === undefined ? undefined : Number(length);
}

/**
 * Reads a body to its end, but never more than `limit` bytes: then it throws what `tooLarge` makes. `room` is awaited before more than
 * `SMALL_BODY` of a body of unknown length is read. Throws `too-slow` (`incomplete-body`) where its sender goes away meanwhile.
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
  try {
    // A refused body must not take the connection along before the answer is out.
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (body.length + chunk.length > limit) throw tooLarge();
      if (!hasRoom && body.length + chunk.length > SMALL_BODY) {
        await room();
        hasRoom = true;
      }
      body.add(chunk);
      // However fast it comes, others go on in between.
      if (body.length > SMALL_BODY) await nextTurn();
    }
  } catch (error) {
    // Node drains only bodies that nobody has begun to read; unread, the rest would block the connection.
    stream.resume();
    if (error instanceof DomainError) throw error;
    throw new DomainError(
      'too-slow',
      'The connection ended before all of the body had come. Send it again.',
      {
        code: 'incomplete-body',
        cause: error,
      },
    );
  }
  return body.whole();
}

/** Bytes that come one after another; where their number is known, they are copied only once. */
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
