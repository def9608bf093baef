const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The pauses after each failed attempt: eleven attempts within a day. */
const PAUSES_MS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  7 * HOUR,
  8 * HOUR,
] as const;

/** A pause is up to this share longer or shorter, so that many messages to one receiver do not come at once. */
const SPREAD = 0.05;

/** The time of the next attempt after this many failed ones; null to give up. */
export function nextAttempt(attempts: number, now: Date): string | null {
  const pause = PAUSES_MS[attempts - 1];
  if (pause === undefined) return null;
  const spread = 1 + SPREAD * (2 * Math.random() - 1);
  return new Date(now.getTime() + pause * spread).toISOString();
}
