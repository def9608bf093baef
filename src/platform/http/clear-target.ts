import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalid } from '../../common/errors.js';

/** A host name or IP address, with or without a port. Stricter than RFC 3986; no client needs more. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/**
 * Refuses requests without exactly one valid Host header (RFC 9112 §3.2: 400), before the credential is checked,
 * because a proxy may have read a different host.
 */
export function requireClearTargets(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request) => {
    if (!/^(?:\/|\*$|https?:)/i.test(request.originalUrl)) {
      throw invalid('The request line must contain an http URL or a path.', { code: 'invalid-target' });
    }
    if (hasOneHost(request)) return;
    throw invalid('The request must have exactly one Host header, with a host name and nothing else.', {
      code: 'invalid-host',
    });
  });
}

/** Also checks the forwarded host, because links use it. */
function hasOneHost(request: FastifyRequest): boolean {
  const { rawHeaders, headers, httpVersion } = request.raw;
  const named = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
  if (named === 0 && httpVersion === '1.0' && request.host === '') return true;
  return named <= 1 && [headers.host ?? '', request.host].every((host) => HOST.test(host));
}
