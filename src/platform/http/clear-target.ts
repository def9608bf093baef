import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalidHost, invalidTarget } from './refusals.js';

/** A host name or IP address, with or without a port. Stricter than RFC 3986; no client needs more. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/**
 * Refuses requests without exactly one valid Host header (RFC 9112 §3.2: 400), before the credential is checked,
 * because a proxy may have read a different host.
 */
export function requireClearTargets(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _, done) => done(refusalOf(request)));
}

function refusalOf(request: FastifyRequest): Error | undefined {
  if (!/^(?:\/|\*$|https?:)/i.test(request.originalUrl)) return invalidTarget();
  return hasOneHost(request) ? undefined : invalidHost();
}

/** Also checks the forwarded host, because links use it. */
function hasOneHost(request: FastifyRequest): boolean {
  const { rawHeaders, headers, httpVersion } = request.raw;
  const named = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
  if (named === 0 && httpVersion === '1.0' && request.host === '') return true;
  return named <= 1 && [headers.host ?? '', request.host].every((host) => HOST.test(host));
}
