import { v7 } from 'uuid';

/** A new identifier: UUIDv7, so that ids made later sort later and new rows go to the end of their index. */
export function newId(): string {
  return v7();
}

/** Sorts before every identifier that was made at `instant` or later, and after all that were made before. */
export function firstIdSince(instant: Date): string {
  const hex = Math.max(0, instant.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** How far the clocks of replicas, which make ids, may be apart, in milliseconds. */
export const CLOCKS_APART_MS = 60_000;
