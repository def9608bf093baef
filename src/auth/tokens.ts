import { createHash, randomBytes } from 'node:crypto';

/** Begins an API key of an administrator. */
export const KEY_PREFIX = 'dk_';
/** Begins a session token. */
export const SESSION_PREFIX = 'ds_';
/** Begins the token in the link that resets a password. */
export const RESET_PREFIX = 'dr_';

/** A new secret with 256 random bits, which its holder alone keeps. */
export function newToken(prefix: typeof KEY_PREFIX | typeof SESSION_PREFIX | typeof RESET_PREFIX): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** What is stored of a token; its 256 random bits make a slow hash pointless. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Whether a text begins as our tokens do, and is as long: it is one, or was meant to be. */
export function isToken(text: string): boolean {
  return (
    text.length >= 40 && [KEY_PREFIX, SESSION_PREFIX, RESET_PREFIX].some((prefix) => text.startsWith(prefix))
  );
}
