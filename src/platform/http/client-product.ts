import { shortened } from '../../common/first-characters.js';
import { visibleText } from '../../common/visible-text.js';

/** The longest name of a client that is kept. */
export const CLIENT_LENGTH = 60;

/**
 * What a `User-Agent` says first, without the version (RFC 9110 §10.1.5): `Okta SCIM Client`, `Apache-HttpClient`, `curl`.
 * null where a client does not name itself.
 */
export function clientProduct(userAgent: string | undefined): string | null {
  const [product = ''] = (userAgent ?? '').split(/[/(;]|\s+v?\d/, 1);
  const name = visibleText(product).trim();
  return name === '' ? null : shortened(name, CLIENT_LENGTH);
}
