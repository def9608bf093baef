import { IsOptional, IsUUID, Matches } from 'class-validator';
import type { LogWindow } from '../platform/database/log-rows.js';
import { ROWS_A_PAGE } from './list-query.js';

export const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
export const NOT_A_DATE = { message: 'Enter a date as year-month-day, such as 2026-11-24' };
export const DAY_MS = 86_400_000;

/** The filters that all log pages share. */
export abstract class LogFilters {
  @IsOptional()
  @Matches(DATE, NOT_A_DATE)
  since?: string;

  /** The last day, inclusive. */
  @IsOptional()
  @Matches(DATE, NOT_A_DATE)
  until?: string;

  @IsOptional()
  @IsUUID(undefined, { message: 'This page does not exist. Clear the filters' })
  cursor?: string;
}

/** Days start at midnight UTC. */
export function windowOf({ since, until, cursor }: LogFilters): LogWindow {
  return {
    since: since === undefined ? undefined : `${since}T00:00:00.000Z`,
    until: until === undefined ? undefined : dayAfter(until),
    cursor,
    limit: ROWS_A_PAGE,
  };
}

/** The end of a day; the text itself for a day that does not exist, which the log refuses. */
function dayAfter(date: string): string {
  const midnight = Date.parse(`${date}T00:00:00.000Z`);
  return Number.isNaN(midnight) ? date : new Date(midnight + DAY_MS).toISOString();
}
