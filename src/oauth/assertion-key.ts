import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';

/** The key by which the clients of an issuer and subject are found: indices take no texts as long as these. */
export function assertionKey(issuer: string, subject: string): string {
  return createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex');
}

/** The key of an assertion that is not verified yet; undefined if it is no JWT with an issuer and a subject. */
export function claimedKey(assertion: string): string | undefined {
  try {
    const { iss, sub } = decodeJwt(assertion);
    return iss === undefined || sub === undefined ? undefined : assertionKey(iss, sub);
  } catch {
    return undefined;
  }
}
