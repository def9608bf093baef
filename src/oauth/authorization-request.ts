import type { CatalogueRow } from './catalogue-clients.service.js';
import { parameter } from './form-parameters.js';
import { invalidRequest, OauthError } from './oauth-error.js';
import { isChallenge } from './pkce.js';
import { checkScope } from './scope.js';
import { invalidState, unknownRedirect } from './refusals.js';

const LONGEST_STATE = 2_000;

/** Where the answer to an authorization request goes. */
export interface AnswerTarget {
  redirectUri: string;
  state: string | undefined;
}

/** An authorization request that may be allowed (RFC 6749 §4.1.1, RFC 7636 §4.3). */
export interface AuthorizationRequest extends AnswerTarget {
  client: CatalogueRow;
  codeChallenge: string | null;
}

/** The parameters of a request, which must stay in its URL until it is answered. */
export const REQUEST_PARAMETERS = [
  'response_type',
  'client_id',
  'redirect_uri',
  'state',
  'scope',
  'code_challenge',
  'code_challenge_method',
] as const;

/**
 * Where an answer may be sent. Throws `invalid`, to be shown to the user and not sent anywhere, unless the redirect URI is
 * exactly one of the client's (RFC 6749 §4.1.2.1, RFC 9700 §2.1).
 */
export function answerTarget(
  client: CatalogueRow | undefined,
  query: URLSearchParams,
): { client: CatalogueRow; target: AnswerTarget } {
  const [redirectUri, ...others] = query.getAll('redirect_uri');
  const [state, ...otherStates] = query.getAll('state');
  if (
    !client ||
    redirectUri === undefined ||
    others.length > 0 ||
    !client.redirectUris.includes(redirectUri)
  ) {
    throw unknownRedirect();
  }
  if (otherStates.length > 0 || (state?.length ?? 0) > LONGEST_STATE) {
    throw invalidState();
  }
  return { client, target: { redirectUri, state } };
}

/** Checks the rest of a request. Throws OauthError, to be sent to the app. */
export function checkedRequest(
  client: CatalogueRow,
  target: AnswerTarget,
  query: URLSearchParams,
): AuthorizationRequest {
  if (parameter(query, 'response_type') !== 'code') {
    throw new OauthError('unsupported_response_type', 'response_type must be code.');
  }
  parameter(query, 'client_id');
  checkScope(parameter(query, 'scope'));
  return { client, ...target, codeChallenge: challengeOf(client, query) };
}

function challengeOf({ isPublic }: CatalogueRow, query: URLSearchParams): string | null {
  const challenge = parameter(query, 'code_challenge');
  const method = parameter(query, 'code_challenge_method');
  if (challenge === undefined) {
    if (isPublic) throw invalidRequest('code_challenge is required for this client (RFC 7636).');
    if (method !== undefined) throw invalidRequest('code_challenge_method needs a code_challenge.');
    return null;
  }
  if (method !== 'S256') throw invalidRequest('code_challenge_method must be S256.');
  if (!isChallenge(challenge)) throw invalidRequest('code_challenge is not an S256 challenge.');
  return challenge;
}

/** The redirect URI with the parameters of an answer. `iss` names this service (RFC 9207). */
export function answerUrl(
  { redirectUri, state }: AnswerTarget,
  issuer: string,
  answer: Readonly<Record<string, string>>,
): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== undefined) url.searchParams.set('state', state);
  url.searchParams.set('iss', issuer);
  return url.href;
}
