import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { MANAGED_STATES, MOST_DAYS, type ManagedState } from '../provisioning/ownership/ownership-filter.js';
import type { FormFields } from './form.js';

const NO_PAGE = { message: 'This page does not exist' };

/** A field of a query that counts pages from 1. */
export const PageNumber = () =>
  applyDecorators(
    IsOptional(),
    Type(() => Number),
    IsInt(NO_PAGE),
    Min(1, NO_PAGE),
    Max(1_000_000, NO_PAGE),
  );

/** Which part of a list a page shows; `page` counts from 1. */
export class ListQuery {
  @IsOptional()
  @IsString()
  @MaxLength(320, { message: 'Enter at most 320 characters' })
  search?: string;

  @PageNumber()
  page: number = 1;
}

/** A list of people or groups, also by who manages them. */
export class OwnedListQuery extends ListQuery {
  @IsOptional()
  @IsIn(MANAGED_STATES, { message: 'Choose who manages them from the list' })
  managed?: ManagedState;

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'Choose a time from the list' })
  @Min(1, { message: 'Choose a time from the list' })
  @Max(MOST_DAYS, { message: 'Choose a time from the list' })
  notSeenDays?: number;
}

export const ROWS_A_PAGE = 25;

/** The URL of a page of a list, with the current filters. */
export function listAddress(path: string, fields: FormFields, page: number): string {
  return addressWith(path, fields, { page: page > 1 ? String(page) : '' });
}

/** The URL of a page with the fields of its query, some of them changed, without empty ones. */
export function addressWith(
  path: string,
  fields: FormFields,
  changes: Readonly<Record<string, string>>,
): string {
  const all = Object.entries({ ...Object.fromEntries(fields), ...changes });
  const query = new URLSearchParams(all.filter(([, value]) => value !== ''));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
