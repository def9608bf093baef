import { hkdfSync } from 'node:crypto';

/** A secret for one purpose that lives as long as the session whose token it is made from, and is stored nowhere. */
export function derivedSecret(sessionToken: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', sessionToken, '', `declaree console ${purpose}`, 32));
}
