import { calledBefore, dayOf, type CallDays } from '../log/call-days.js';

const HOUR_MS = 3_600_000;
/** No provider is silent before that. */
export const SILENT_AFTER_HOURS = 48;
/** A provider that called on at least this many of the last seven days calls almost daily. */
const CALL_DAYS = 5;
const WEEK = 7;

/**
 * Whether an identity provider is silent that used to call almost daily: on five of the seven days until its last call. It
 * must have missed a day on which it also called a week before, so that one which only calls on working days is not silent
 * at the weekend.
 */
export function isSilent(days: CallDays, now: Date): boolean {
  if (now.getTime() - Date.parse(days.lastAt) < SILENT_AFTER_HOURS * HOUR_MS) return false;
  const week = Array.from({ length: WEEK }, (_, day) => day);
  if (week.filter((day) => calledBefore(days, day)).length < CALL_DAYS) return false;
  // Days that are over: today may still bring a call.
  const missed = dayOf(now.toISOString()) - dayOf(days.lastAt) - 1;
  return week.some((day) => day < missed && calledBefore(days, WEEK - 1 - day));
}
