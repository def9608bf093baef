import type { FastifyInstance } from 'fastify';
import { pathOf, surfaceOf } from './request-path.js';

const PERSONAL = new Set(['scim', 'rest']);

/** Keeps caches from storing answers that hold personal data, or that differ by the credential: all of SCIM and REST. */
export function keepAnswersPrivate(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (PERSONAL.has(surfaceOf(pathOf(request)))) void reply.header('cache-control', 'no-store');
  });
}
