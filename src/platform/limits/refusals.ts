import { defineRefusal } from '../../common/define-refusal.js';

const secondsOf = (waitMs: number) => Math.max(1, Math.ceil(waitMs / 1_000));

/** `throttled` for too many requests, as opposed to too many wrong passwords. */
export const tooManyRequests = defineRefusal('throttled', 'too-many-requests', {
  when: 'Too many requests from the account.',
  detail: (reason: string, waitMs: number) =>
    `${reason} Wait ${secondsOf(waitMs)} s before the next request.`,
  facts: (_, waitMs) => ({ retryAfterSeconds: secondsOf(waitMs) }),
  example: ['Your account sends too many requests.', 42_000],
});
