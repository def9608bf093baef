import type { Limit } from '../platform/limits/limit-store.js';

/** A limit, and the error text beyond it. */
export interface AttemptLimit extends Limit {
  refusal: string;
}

const MINUTE = 60;
const HOUR = 3_600;

const FROM_ADDRESS = 'Too many wrong passwords for this user name from this address.';
const OF_NETWORK = 'Too many failed logins with different user names from this network.';

const limit = (name: string, points: number, duration: number, refusal: string): AttemptLimit => ({
  points,
  duration,
  keyPrefix: `declaree:${name}`,
  refusal,
});

/** Wrong passwords for one login from one address, be it an outdated client or a guesser. */
export const LOGIN_AND_ADDRESS = {
  minute: limit('attempts', 10, MINUTE, FROM_ADDRESS),
  hour: limit('attempts:hour', 100, HOUR, FROM_ADDRESS),
};

/** Wrong passwords for one login from all networks without an earlier successful login (OWASP ASVS 4.0.3, 2.2.1). */
export const LOGIN = limit('attempts:login', 100, HOUR, 'Too many wrong passwords for this user name.');

/** How many of these one address may contribute, so that one address alone cannot lock out a login. */
export const LOGIN_FROM_ONE_ADDRESS = 50;

/** Different logins that failed from one network; above the typing errors of a large office. */
export const NETWORK = {
  minute: limit('attempts:network', 100, MINUTE, OF_NETWORK),
  hour: limit('attempts:network:hour', 1_000, HOUR, OF_NETWORK),
};

/** Password reset mails, for one name from one address, and for one address in total. */
export const RESETS = {
  nameAndAddress: limit(
    'resets',
    10,
    HOUR,
    'Too many password resets requested for this user name from this address.',
  ),
  address: limit('resets:address', 100, HOUR, 'Too many password resets requested from this address.'),
};
