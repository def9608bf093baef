import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** The status told of a request whose client went away before its answer had been sent; it is never sent (nginx). */
export const CLIENT_WENT_AWAY = 499;

/**
 * Calls once for every request: when its answer has been sent, or when its client has gone before that, which
 * Fastify's own `onResponse` keeps to itself, although a client that gives up is the first sign of a slow server.
 * @param listener takes the status answered, or 499; it must not throw
 */
export function onRequestEnd(
  fastify: FastifyInstance,
  listener: (request: FastifyRequest, reply: FastifyReply, status: number) => void,
): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.raw.once('close', () => {
      listener(request, reply, reply.raw.writableFinished ? reply.statusCode : CLIENT_WENT_AWAY);
    });
    done();
  });
}
