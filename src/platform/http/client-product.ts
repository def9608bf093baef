import type { FastifyRequest } from 'fastify';
import { shortened } from '../../common/first-characters.js';
import { visibleText } from '../../common/visible-text.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** What `clientProductOf` has read. */
    clientProduct?: string | null;
  }
}

/** Maximum length of a stored client name. */
export const CLIENT_LENGTH = 60;

/** The product that the client of a request names, read once. */
export function clientProductOf(request: Pick<FastifyRequest, 'headers' | 'clientProduct'>): string | null {
  return (request.clientProduct ??= clientProduct(request.headers['user-agent']));
}

/**
 * The first product of a `User-Agent`, without the version (RFC 9110 §10.1.5): `Okta SCIM Client`, `Apache-HttpClient`,
 * `curl`. null if there is none.
 */
export function clientProduct(userAgent: string | undefined): string | null {
  const [product = ''] = (userAgent ?? '').split(/[/(;]|\s+v?\d/, 1);
  const name = visibleText(product).trim();
  return name === '' ? null : shortened(name, CLIENT_LENGTH);
}
