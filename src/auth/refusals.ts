import { DomainError, unauthenticated, type ConcernedCaller } from '../common/errors.js';
import { provisionerName, type Principal, type Provisioner } from './principal.js';

/** The same error for an unknown name, a wrong password and, if required, a deactivated user. */
export const wrongPassword = (): DomainError =>
  unauthenticated('The user name or password is wrong.', { code: 'wrong-password' });

export const unknownKey = (): DomainError =>
  unauthenticated('The API key is unknown, expired or revoked.', { code: 'unknown-key', invalidToken: true });

export const endedSession = (): DomainError =>
  unauthenticated('The session has ended. Log in again.', { code: 'session-ended', invalidToken: true });

export const unknownAccessToken = (): DomainError =>
  unauthenticated('The access token is unknown, expired or revoked. Request a new one.', {
    code: 'unknown-token',
    invalidToken: true,
  });

/** Adds the possible owners, whose logs record the error. */
export function concerning(
  principals: readonly (Principal | Provisioner)[],
  refusal: DomainError,
): DomainError {
  const callers = principals.flatMap((principal) =>
    principal.kind === 'operator' ? [] : [concernedCaller(principal)],
  );
  const [operator] = principals.flatMap((principal) =>
    principal.kind === 'operator' ? [{ id: principal.operatorId, name: principal.userName }] : [],
  );
  const whose = { callers, ...(operator ? { operator } : {}) };
  return new DomainError(refusal.kind, refusal.message, { ...refusal.facts, ...whose });
}

/** The owner of a refused credential. */
export function concernedCaller(owner: Provisioner): ConcernedCaller {
  const { accountId, accountSlug } = owner;
  const of = { accountId, accountSlug, actor: provisionerName(owner) };
  return owner.kind === 'user'
    ? { ...of, isAdmin: owner.role === 'admin', keyId: owner.apiKeyId ?? null }
    : { ...of, isAdmin: true, keyId: owner.connectionId };
}
