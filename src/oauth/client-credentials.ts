import { invalidClient, invalidRequest } from './oauth-error.js';
import { parameter } from './form-parameters.js';

/** The type of an assertion that authenticates a client (RFC 7523 §2.2). */
export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What a request proves its client with (RFC 6749 §2.3, RFC 7523 §2.2). */
export type ClientCredentials =
  | { method: 'secret'; clientId: string; secret: string }
  | { method: 'assertion'; clientId: string | undefined; assertion: string }
  | { method: 'none'; clientId: string };

/**
 * Reads the credentials of a client from a Basic header or the form. Throws `invalid_client` without any and for a
 * malformed header, `invalid_request` if a request has more than one.
 */
export function readClientCredentials(
  authorization: string | undefined,
  form: URLSearchParams,
): ClientCredentials {
  const clientId = parameter(form, 'client_id');
  const secret = parameter(form, 'client_secret');
  const assertion = parameter(form, 'client_assertion');
  const assertionType = parameter(form, 'client_assertion_type');
  if ([authorization, secret, assertion].filter((each) => each !== undefined).length > 1) {
    throw invalidRequest('The request has more than one client credential. Send one.');
  }
  if (authorization !== undefined) return fromHeader(authorization, clientId);
  if (assertion !== undefined || assertionType !== undefined) {
    if (assertion === undefined) throw invalidRequest('The parameter client_assertion is missing.');
    if (assertionType !== JWT_BEARER) {
      throw invalidRequest(`The parameter client_assertion_type must be ${JWT_BEARER}.`);
    }
    return { method: 'assertion', clientId, assertion };
  }
  if (clientId === undefined) throw invalidClient();
  return secret === undefined ? { method: 'none', clientId } : { method: 'secret', clientId, secret };
}

function fromHeader(authorization: string, claimed: string | undefined): ClientCredentials {
  const encoded = /^Basic +([A-Za-z0-9+/_-]+={0,2}) *$/i.exec(authorization)?.[1];
  const pair = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  const clientId = decoded(pair.slice(0, Math.max(0, colon)));
  const secret = decoded(pair.slice(colon + 1));
  if (clientId === undefined || secret === undefined || clientId === '' || secret === '') {
    throw invalidClient();
  }
  if (claimed !== undefined && claimed !== clientId) {
    throw invalidRequest('The header Authorization and the parameter client_id name different clients.');
  }
  return { method: 'secret', clientId, secret };
}

/** Both parts are form-encoded in the header (RFC 6749 §2.3.1). */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
