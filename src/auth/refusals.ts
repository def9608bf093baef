import { DomainError, unauthenticated, type ConcernedCaller } from '../common/errors.js';
import type { Principal, UserPrincipal } from './principal.js';

/** The same for an unknown name, a wrong password and, where one must be active to come in, a deactivated user. */
export const wrongPassword = (): DomainError =>
  unauthenticated('The user name or password is wrong.', { code: 'wrong-password' });

export const unknownKey = (): DomainError =>
  unauthenticated('The API key is unknown, expired or revoked.', { code: 'unknown-key' });

export const endedSession = (): DomainError =>
  unauthenticated('The session has ended. Log in again.', { code: 'session-ended' });

/** A refusal, along with the accounts whose provisioning log should tell of it. */
export function concerning(principals: readonly Principal[], refusal: DomainError): DomainError {
  const callers = principals.flatMap((principal) => (principal.kind === 'user' ? [callerOf(principal)] : []));
  return new DomainError(refusal.kind, refusal.message, { ...refusal.facts, callers });
}

/** Whose credential a refused one was. */
export function callerOf({
  accountId,
  accountSlug,
  userName,
  role,
  apiKeyId,
}: UserPrincipal): ConcernedCaller {
  return { accountId, accountSlug, actor: userName, isAdmin: role === 'admin', keyId: apiKeyId ?? null };
}
