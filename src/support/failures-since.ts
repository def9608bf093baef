import { firstIdSince } from '../common/identifier.js';

const DAY_MS = 86_400_000;

/** The lowest event id of the last 24 hours, which count as today. */
export function failuresSince(): string {
  return firstIdSince(new Date(Date.now() - DAY_MS));
}
