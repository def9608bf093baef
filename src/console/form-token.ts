import csrf from '@fastify/csrf';
import { derivedSecret } from './derived-secret.js';

/** The form field that holds the token. */
export const TOKEN_FIELD = '_token';

const tokens = new csrf.Tokens({ userInfo: false });

const secretOf = (sessionToken: string) => derivedSecret(sessionToken, 'forms').toString('base64url');

/** A token for a form of this session, so that other sites cannot forge the form. */
export function formToken(sessionToken: string): string {
  return tokens.create(secretOf(sessionToken));
}

export function isFormToken(sessionToken: string, token: string): boolean {
  return tokens.verify(secretOf(sessionToken), token);
}
