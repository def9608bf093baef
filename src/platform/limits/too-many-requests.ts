import { DomainError } from '../../common/errors.js';

/** `throttled` for too many requests, as opposed to too many wrong passwords. */
export function tooManyRequests(reason: string, waitMs: number): DomainError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  return new DomainError('throttled', `${reason} Wait ${seconds} s before the next request.`, {
    code: 'too-many-requests',
    retryAfterSeconds: seconds,
  });
}
