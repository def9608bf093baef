import { unauthenticated, type DomainError } from '../common/errors.js';

/** The same for an unknown name, a wrong password and, where one must be active to come in, a deactivated user. */
export const wrongPassword = (): DomainError =>
  unauthenticated('The user name or password is wrong.', { code: 'wrong-password' });

export const unknownKey = (): DomainError =>
  unauthenticated('The API key is unknown, expired or revoked.', { code: 'unknown-key' });

export const endedSession = (): DomainError =>
  unauthenticated('The session has ended. Log in again.', { code: 'session-ended' });
