import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** The logged status if the client left before the answer was sent (as in nginx); never sent. */
export const CLIENT_WENT_AWAY = 499;

/**
 * Calls `listener` once per request, when its answer has been sent or its client has left, which Fastify's `onResponse`
 * does not report.
 * @param listener gets the status, or 499; must not throw
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
