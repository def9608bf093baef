import type { Limit } from '../limits/limit-store.js';

/** How many attempts are let through in how many seconds, and what the next one is told. */
export interface AttemptLimit extends Limit {
  refusal: string;
}

export const WRONG_PASSWORDS: AttemptLimit = {
  points: 10,
  duration: 60,
  keyPrefix: 'declaree:attempts',
  refusal: 'Too many wrong passwords for this user name from this address.',
};

export const RESET_REQUESTS: AttemptLimit = {
  points: 10,
  duration: 3_600,
  keyPrefix: 'declaree:resets',
  refusal: 'Too many password resets asked for this user name from this address.',
};
