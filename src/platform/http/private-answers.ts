import type { FastifyInstance } from 'fastify';
import { pathOf, surfaceOf } from './request-path.js';

const PERSONAL = new Set(['scim', 'rest', 'oauth']);

/** Forbids caches to store answers of SCIM, REST and OAuth, which contain personal data or tokens. */
export function keepAnswersPrivate(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (PERSONAL.has(surfaceOf(pathOf(request)))) void reply.header('cache-control', 'no-store');
    done();
  });
}
