/** Error codes of RFC 6749 §4.1.2.1 and §5.2. */
export type OauthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'invalid_scope'
  | 'access_denied'
  | 'temporarily_unavailable'
  | 'server_error';

/** A refusal of the token service. The message becomes `error_description` and never contains a secret. */
export class OauthError extends Error {
  override readonly name = 'OauthError';

  constructor(
    readonly code: OauthErrorCode,
    message: string,
  ) {
    super(message);
  }
}

export const invalidRequest = (message: string) => new OauthError('invalid_request', message);
export const invalidGrant = (message: string) => new OauthError('invalid_grant', message);

/** The same refusal for an unknown client and for a wrong secret or assertion. */
export const invalidClient = () =>
  new OauthError(
    'invalid_client',
    'The client is unknown, or its secret or assertion is wrong, expired or revoked. Check the client id and the secret.',
  );

/** A text as `error_description`: printable ASCII without quotes and backslashes (RFC 6749 §4.1.2.1 and §5.2). */
export function printable(text: string): string {
  return text.replaceAll('"', "'").replaceAll(/[^\x20-\x5B\x5D-\x7E]/g, '?');
}
