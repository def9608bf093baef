import { v7 } from 'uuid';

/** A new UUIDv7: later ids sort later, so new rows go to the end of their index. */
export function newId(): string {
  return v7();
}

/** Sorts before all ids created at `instant` or later, and after all earlier ones. */
export function firstIdSince(instant: Date): string {
  const hex = Math.max(0, instant.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** Maximum clock difference between replicas, in milliseconds. */
const CLOCKS_APART_MS = 60_000;

/** Sorts before all ids that any replica has created at `instant` or later. */
export function earliestIdSince(instant: Date): string {
  return firstIdSince(new Date(instant.getTime() - CLOCKS_APART_MS));
}

/** Sorts after all ids that any replica has created before `instant`. */
export function latestIdBefore(instant: Date): string {
  return firstIdSince(new Date(instant.getTime() + CLOCKS_APART_MS));
}
