import type { FastifyInstance } from 'fastify';
import { pathOf, surfaceOf } from './request-path.js';

const PERSONAL = new Set(['scim', 'rest', 'oauth']);

/** Forbids caches to store answers of SCIM, REST and OAuth, which contain personal data or tokens. */
export function keepAnswersPrivate(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const surface = surfaceOf(pathOf(request));
    if (PERSONAL.has(surface)) void reply.header('cache-control', 'no-store');
    // RFC 6749 §5.1 asks for this one as well.
    if (surface === 'oauth') void reply.header('pragma', 'no-cache');
    done();
  });
}
