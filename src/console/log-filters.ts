import { IsOptional, IsUUID, Matches } from 'class-validator';
import type { LogWindow } from '../platform/database/log-rows.js';
import { ROWS_A_PAGE } from './list-query.js';

/** The filters that all log pages share. */
export abstract class LogFilters {
  @IsOptional()
  @Matches(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, {
    message: 'Enter a date as year-month-day, such as 2026-11-24',
  })
  since?: string;

  @IsOptional()
  @IsUUID(undefined, { message: 'This page does not exist. Clear the filters' })
  cursor?: string;
}

/** Days start at midnight UTC. */
export function windowOf({ since, cursor }: LogFilters): LogWindow {
  return {
    since: since === undefined ? undefined : `${since}T00:00:00.000Z`,
    cursor,
    limit: ROWS_A_PAGE,
  };
}
