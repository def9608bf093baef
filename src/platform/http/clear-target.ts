import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalid } from '../../common/errors.js';

/** A host name or an address, with or without a port; what else RFC 3986 allows no client of ours has in its name. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/**
 * Refuses, before anybody is asked for a credential, what does not say clearly whom it is for: RFC 9112 §3.2 wants 400
 * where there is no Host, more than one, or one that is no host. A proxy before this server may have read another one.
 */
export function requireClearTargets(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request) => {
    if (!/^(?:\/|\*$|https?:)/i.test(request.originalUrl)) {
      throw invalid('The request line names no http URL and no path.', { code: 'invalid-target' });
    }
    if (hasOneHost(request)) return;
    throw invalid('The request must have exactly one Host header, with a host name and nothing else.', {
      code: 'invalid-host',
    });
  });
}

/** The host that forwarded headers name is checked as well: links begin with it. */
function hasOneHost(request: FastifyRequest): boolean {
  const { rawHeaders, headers, httpVersion } = request.raw;
  const named = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
  if (named === 0 && httpVersion === '1.0' && request.host === '') return true;
  return named <= 1 && [headers.host ?? '', request.host].every((host) => HOST.test(host));
}
