import type { FastifyInstance } from 'fastify';

const PERSONAL = /^\/(?:scim\/v2|api\/v1)(?:[/?]|$)/i;

/** Keeps caches from storing answers that hold personal data, or that differ by the credential: all of SCIM and REST. */
export function keepAnswersPrivate(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (PERSONAL.test(request.url)) void reply.header('cache-control', 'no-store');
  });
}
