import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsUUID } from 'class-validator';
import { parseDay } from '../common/instant.js';
import type { LogWindow } from '../platform/database/log-rows.js';
import { ROWS_A_PAGE } from './list-query.js';

export const DAY_MS = 86_400_000;

/** A day of a form; afterwards a number, the start of the day in UTC, in milliseconds since 1970. */
export const DayField = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? (parseDay(value) ?? value) : value,
    ),
    IsInt({ message: 'Enter a date as year-month-day, such as 2026-11-24' }),
  );

/** The filters that all log pages share. */
export abstract class LogFilters {
  @IsOptional()
  @DayField()
  since?: number;

  /** The last day, inclusive. */
  @IsOptional()
  @DayField()
  until?: number;

  @IsOptional()
  @IsUUID(undefined, { message: 'This page does not exist. Clear the filters' })
  cursor?: string;
}

export function windowOf({ since, until, cursor }: LogFilters): LogWindow {
  return {
    since: since === undefined ? undefined : new Date(since).toISOString(),
    until: until === undefined ? undefined : new Date(until + DAY_MS).toISOString(),
    cursor,
    limit: ROWS_A_PAGE,
  };
}
