const DAY_MS = 86_400_000;
/** How many days are remembered: as many as an integer has bits, besides the sign, in every database. */
const DAYS = 31;

/**
 * The days (UTC) on which an identity provider has called, as bits: the lowest is the day of `lastAt`, each higher one the
 * day before.
 */
export interface CallDays {
  lastAt: string;
  bits: number;
}

/** The days, updated with another call at `at`. */
export function withCall(known: CallDays | null, at: string): CallDays {
  if (!known) return { lastAt: at, bits: 1 };
  const later = dayOf(at) - dayOf(known.lastAt);
  if (later < 0) return known;
  const kept = later >= DAYS ? 0 : (known.bits * 2 ** later) % 2 ** DAYS;
  return { lastAt: at, bits: later === 0 ? known.bits : kept + 1 };
}

/** Whether there was a call this many days before the last one. */
export function calledBefore({ bits }: CallDays, days: number): boolean {
  return days < DAYS && Math.floor(bits / 2 ** days) % 2 === 1;
}

/** The number of a day (UTC). */
export function dayOf(instant: string): number {
  return Math.floor(Date.parse(instant) / DAY_MS);
}
