import { createHash, randomBytes } from 'node:crypto';

/** Prefix of API keys. */
export const KEY_PREFIX = 'dk_';
/** Prefix of session tokens. */
export const SESSION_PREFIX = 'ds_';
/** Prefix of password reset tokens. */
export const RESET_PREFIX = 'dr_';

/** Prefix of secrets of OAuth clients. */
export const CLIENT_SECRET_PREFIX = 'dcs_';
/** Prefix of OAuth authorization codes. */
export const CODE_PREFIX = 'dac_';
/** Prefix of OAuth access tokens. */
export const ACCESS_PREFIX = 'dat_';
/** Prefix of OAuth refresh tokens. */
export const REFRESH_PREFIX = 'drt_';

const PREFIXES = [
  KEY_PREFIX,
  SESSION_PREFIX,
  RESET_PREFIX,
  CLIENT_SECRET_PREFIX,
  CODE_PREFIX,
  ACCESS_PREFIX,
  REFRESH_PREFIX,
] as const;

/** A new secret with 256 random bits; only its hash is stored. */
export function newToken(prefix: (typeof PREFIXES)[number]): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** The stored hash of a token; with 256 random bits, a slow hash is pointless. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Whether a text has the prefix and length of our tokens. */
export function isToken(text: string): boolean {
  return text.length >= 40 && PREFIXES.some((prefix) => text.startsWith(prefix));
}
