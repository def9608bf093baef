import type { Refusal } from '../common/define-refusal.js';
import type { Limit } from '../platform/limits/limit-store.js';
import { TOO_MANY } from './refusals.js';

/** A limit, and the refusal beyond it. */
export interface AttemptLimit extends Limit {
  refusal: Refusal<[seconds: number]>;
}

const MINUTE = 60;
const HOUR = 3_600;

const limit = (
  name: string,
  points: number,
  duration: number,
  refusal: AttemptLimit['refusal'],
): AttemptLimit => ({
  points,
  duration,
  keyPrefix: `declaree:${name}`,
  refusal,
});

/** Wrong passwords for one login from one address, be it an outdated client or a guesser. */
export const LOGIN_AND_ADDRESS = {
  minute: limit('attempts', 10, MINUTE, TOO_MANY.wrongPasswords),
  hour: limit('attempts:hour', 100, HOUR, TOO_MANY.wrongPasswords),
};

/** Wrong passwords for one login from all networks without an earlier successful login (OWASP ASVS 4.0.3, 2.2.1). */
export const LOGIN = limit('attempts:login', 100, HOUR, TOO_MANY.wrongPasswordsOfAll);

/** How many of these one address may contribute, so that one address alone cannot lock out a login. */
export const LOGIN_FROM_ONE_ADDRESS = 50;

/** Different logins that failed from one network; above the typing errors of a large office. */
export const NETWORK = {
  minute: limit('attempts:network', 100, MINUTE, TOO_MANY.loginsOfNetwork),
  hour: limit('attempts:network:hour', 1_000, HOUR, TOO_MANY.loginsOfNetwork),
};

/** Password reset mails, for one name from one address, and for one address in total. */
export const RESETS = {
  nameAndAddress: limit('resets', 10, HOUR, TOO_MANY.resets),
  address: limit('resets:address', 100, HOUR, TOO_MANY.resetsOfAddress),
};
