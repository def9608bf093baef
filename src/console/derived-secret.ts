import { hkdfSync } from 'node:crypto';

/** A secret for one purpose, derived from the session token. It is valid as long as the session, and never stored. */
export function derivedSecret(sessionToken: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', sessionToken, '', `declaree console ${purpose}`, 32));
}
