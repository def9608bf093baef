import type { Limit } from '../platform/limits/limit-store.js';

/** How many attempts are let through in how many seconds, and what the next one is told. */
export interface AttemptLimit extends Limit {
  refusal: string;
}

const MINUTE = 60;
const HOUR = 3_600;

const FROM_ADDRESS = 'Too many wrong passwords for this user name from this address.';
const OF_NETWORK = 'Too many wrong logins with different user names from this network.';

const limit = (name: string, points: number, duration: number, refusal: string): AttemptLimit => ({
  points,
  duration,
  keyPrefix: `declaree:${name}`,
  refusal,
});

/** Wrong passwords for one login from one address: what a stale program sends, and one who guesses. */
export const LOGIN_AND_ADDRESS = {
  minute: limit('attempts', 10, MINUTE, FROM_ADDRESS),
  hour: limit('attempts:hour', 100, HOUR, FROM_ADDRESS),
};

/** Wrong passwords for one login from all networks that it is not known from (OWASP ASVS 4.0.3, 2.2.1). */
export const LOGIN = limit('attempts:login', 100, HOUR, 'Too many wrong passwords for this user name.');

/** As many of these as one address may add: nobody shuts a login out from one address alone. */
export const LOGIN_FROM_ONE_ADDRESS = 50;

/** Different logins that failed from one network: more than an office has whose people mistype. */
export const NETWORK = {
  minute: limit('attempts:network', 100, MINUTE, OF_NETWORK),
  hour: limit('attempts:network:hour', 1_000, HOUR, OF_NETWORK),
};

/** Links for a new password, for one name from one address, and from one address in all. */
export const RESETS = {
  nameAndAddress: limit(
    'resets',
    10,
    HOUR,
    'Too many password resets asked for this user name from this address.',
  ),
  address: limit('resets:address', 100, HOUR, 'Too many password resets asked from this address.'),
};
