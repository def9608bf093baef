import type { FastifyRequest } from 'fastify';
import { shortened } from '../common/first-characters.js';
import { visibleText } from '../common/visible-text.js';
import { readBasicCredentials } from './basic-credentials.js';
import type { AuthenticatedRequest, Principal } from './principal.js';
import { isToken } from './tokens.js';

const LONGEST_NAME = 200;

/** A request by which somebody logs in with a form or a body. */
export interface LoggedRequest {
  /** The login name that it brought. */
  triedLogin?: string;
  /** Whom it has let in. */
  loggedIn?: Principal;
}

/** What the request log tells of who sent a request. */
export interface LoggedCaller {
  account?: string;
  user?: string;
  userId?: string;
  operator?: true;
  login?: string;
}

/**
 * Whom the credential of a request has proved, else the login name that was tried. Never a password or a token: one that
 * stands where the name belongs and looks like a token is left out. A password that somebody typed there cannot be told
 * from a name.
 */
export function loggedCaller(
  request: Pick<FastifyRequest, 'headers'> & AuthenticatedRequest & LoggedRequest,
): LoggedCaller {
  const principal = request.user ?? request.loggedIn;
  if (principal?.kind === 'operator') {
    return { user: nameOf(principal.userName), userId: principal.operatorId, operator: true };
  }
  if (principal) {
    return { account: principal.accountSlug, user: nameOf(principal.userName), userId: principal.userId };
  }
  const tried = request.triedLogin ?? readBasicCredentials(request.headers.authorization)?.userName;
  return tried === undefined ? {} : { login: isToken(tried) ? '[token]' : nameOf(tried) };
}

function nameOf(text: string): string {
  return visibleText(shortened(text, LONGEST_NAME));
}
