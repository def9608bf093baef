import { v7 } from 'uuid';

/** Maximum clock difference between replicas, in milliseconds. */
export const CLOCKS_APART_MS = 60_000;

/** Half of the sequence's range, so that ids of one millisecond can follow any start. */
const SEQUENCE_STARTS_BELOW = 2 ** 31;

let latest = { msecs: 0, seq: 0 };

/**
 * A new UUIDv7: later ids sort later, so new rows go to the end of their index. Ids follow a clock that is set back by
 * more than a minute: rows expire by the time in their id.
 */
export function newId(): string {
  const now = Date.now();
  const isAnother = now > latest.msecs || now < latest.msecs - CLOCKS_APART_MS;
  latest = isAnother
    ? { msecs: now, seq: Math.floor(Math.random() * SEQUENCE_STARTS_BELOW) }
    : { msecs: latest.msecs, seq: latest.seq + 1 };
  return v7(latest);
}

/** Sorts before all ids created at `instant` or later, and after all earlier ones. */
export function firstIdSince(instant: Date): string {
  const hex = Math.max(0, instant.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
