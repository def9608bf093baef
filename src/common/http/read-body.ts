import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../errors.js';

/** Whether a request's body is still to be read. */
export function isUnread(body: unknown): body is IncomingMessage {
  return typeof body === 'object' && body !== null && 'pipe' in body;
}

/**
 * Reads a body to its end, but never more than `limit` bytes: then it throws what `tooLarge` makes. Throws `too-slow`
 * (`incomplete-body`) where its sender goes away meanwhile.
 */
export async function readBody(
  request: FastifyRequest,
  stream: IncomingMessage,
  { limit, tooLarge }: { limit: number; tooLarge: () => DomainError },
): Promise<Buffer> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // A refused body must not take the connection along before the answer is out.
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new DomainError(
      'too-slow',
      'The connection ended before all of the body had come. Send it again.',
      {
        code: 'incomplete-body',
        cause: error,
      },
    );
  }
  if (size > limit) {
    // Node drains only bodies that nobody has begun to read; unread, the rest would block the connection.
    stream.resume();
    throw tooLarge();
  }
  return Buffer.concat(chunks);
}
