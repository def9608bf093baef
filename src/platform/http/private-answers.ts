import type { FastifyInstance } from 'fastify';
import { pathOf, surfaceOf } from './request-path.js';

const PERSONAL = new Set(['scim', 'rest']);

/** Forbids caches to store SCIM and REST answers, which contain personal data and depend on the credential. */
export function keepAnswersPrivate(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (PERSONAL.has(surfaceOf(pathOf(request)))) void reply.header('cache-control', 'no-store');
    done();
  });
}
