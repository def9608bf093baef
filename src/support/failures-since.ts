import { firstIdSince } from '../common/identifier.js';

const DAY_MS = 86_400_000;

/** The id from which on failures are those of today: of the last 24 hours, whatever the hour is. */
export function failuresSince(): string {
  return firstIdSince(new Date(Date.now() - DAY_MS));
}
