import { createHash, randomBytes } from 'node:crypto';

/** Prefix of API keys. */
export const KEY_PREFIX = 'dk_';
/** Prefix of session tokens. */
export const SESSION_PREFIX = 'ds_';
/** Prefix of password reset tokens. */
export const RESET_PREFIX = 'dr_';

/** A new secret with 256 random bits; only its hash is stored. */
export function newToken(prefix: typeof KEY_PREFIX | typeof SESSION_PREFIX | typeof RESET_PREFIX): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** The stored hash of a token; with 256 random bits, a slow hash is pointless. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Whether a text has the prefix and length of our tokens. */
export function isToken(text: string): boolean {
  return (
    text.length >= 40 && [KEY_PREFIX, SESSION_PREFIX, RESET_PREFIX].some((prefix) => text.startsWith(prefix))
  );
}
