import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';
import type { Settings } from '../../config/settings.js';

/**
 * Adds Helmet's headers to every answer, with a policy that lets a page load nothing; pages set their own.
 * Helmet's own plugin for Fastify builds them again for each request.
 */
export function addSecurityHeaders(
  fastify: FastifyInstance,
  { publicUrl }: Pick<Settings, 'publicUrl'>,
): void {
  const addHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: publicUrl?.startsWith('https:') ?? false,
  });
  fastify.addHook('onRequest', ({ raw }, reply, done) => addHeaders(raw, reply.raw, () => done()));
}
