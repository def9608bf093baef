import type { FastifyRequest } from 'fastify';
import { shortened } from '../common/first-characters.js';
import { visibleText } from '../common/visible-text.js';
import { readBasicCredentials } from './basic-credentials.js';
import type { AuthenticatedRequest, Principal } from './principal.js';
import { isToken } from './tokens.js';

const LONGEST_NAME = 200;

/** A login request with a form or a body. */
export interface LoggedRequest {
  /** The login name in the request. */
  triedLogin?: string;
  /** The caller after a successful login. */
  loggedIn?: Principal;
}

/** The facts about a caller in the request log. */
export interface LoggedCaller {
  account?: string;
  user?: string;
  userId?: string;
  connection?: string;
  connectionId?: string;
  operator?: true;
  login?: string;
}

/**
 * The authenticated caller, else the login name that was tried. Never a password or token: a login name that
 * looks like a token is left out. A password typed as the name cannot be recognized.
 */
export function loggedCaller(
  request: Pick<FastifyRequest, 'headers'> & AuthenticatedRequest & LoggedRequest,
): LoggedCaller {
  const principal = request.user ?? request.loggedIn;
  if (principal?.kind === 'operator') {
    return { user: nameOf(principal.userName), userId: principal.operatorId, operator: true };
  }
  if (principal?.kind === 'connection') {
    const { accountSlug: account, name, connectionId } = principal;
    return { account, connection: nameOf(name), connectionId };
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
