import { OauthError } from './oauth-error.js';

/** The only scope: provisioning over SCIM. */
export const SCOPE = 'scim';

/** Throws `invalid_scope` if a request asks for anything but `scim` (RFC 6749 §3.3). */
export function checkScope(asked: string | undefined): void {
  const unknown = asked?.split(' ').find((scope) => scope !== '' && scope !== SCOPE);
  if (unknown !== undefined)
    throw new OauthError('invalid_scope', `The only scope is "${SCOPE}". Ask for it, or for none.`);
}
