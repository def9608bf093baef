import { expiryInThePast } from '../auth/refusals.js';
import { expiryTooLate } from './refusals.js';

const DAY_MS = 86_400_000;
/** Three years and a leap day. */
const LONGEST_DAYS = 3 * 365 + 1;
const USUAL_DAYS = 365;

/** How many days before the end of a secret to warn. */
export const WARNING_DAYS = [30, 7, 1] as const;

/**
 * When a secret ends: the instant asked for, or a year from now. Throws `invalid` (`not-in-the-future`, `too-late`) for one
 * that has passed, or is more than three years ahead.
 */
export function secretExpiry(asked: string | null | undefined, now = Date.now()): string {
  if (!asked) return new Date(now + USUAL_DAYS * DAY_MS).toISOString();
  const instant = Date.parse(asked);
  if (!(instant > now)) throw expiryInThePast();
  if (instant > now + LONGEST_DAYS * DAY_MS) throw expiryTooLate();
  return new Date(instant).toISOString();
}
