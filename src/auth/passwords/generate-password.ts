import { randomBytes } from 'node:crypto';

/** A random password of 24 letters, digits, `-` and `_`, with 144 random bits. */
export function generatePassword(): string {
  return randomBytes(18).toString('base64url');
}
