import { DomainError } from '../../common/errors.js';

/** `throttled`: an account asks too much. Unlike too many wrong passwords, this says nothing about a credential. */
export function tooManyRequests(reason: string, waitMs: number): DomainError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  return new DomainError('throttled', `${reason} Wait ${seconds} s before the next request.`, {
    code: 'too-many-requests',
    retryAfterSeconds: seconds,
  });
}
