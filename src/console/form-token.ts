import csrf from '@fastify/csrf';
import { derivedSecret } from './derived-secret.js';

/** The field of each form that holds its token. */
export const TOKEN_FIELD = '_token';

const tokens = new csrf.Tokens({ userInfo: false });

const secretOf = (sessionToken: string) => derivedSecret(sessionToken, 'forms').toString('base64url');

/** What a form of this session carries, so that no other site can send one in its place. */
export function formToken(sessionToken: string): string {
  return tokens.create(secretOf(sessionToken));
}

export function isFormToken(sessionToken: string, token: string): boolean {
  return tokens.verify(secretOf(sessionToken), token);
}
