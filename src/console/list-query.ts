import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { FormFields } from './form.js';

/** Which part of a list a page shows; `page` counts from 1. */
export class ListQuery {
  @IsOptional()
  @IsString()
  @MaxLength(320, { message: 'Search for at most 320 characters' })
  search?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'page is a whole number' })
  @Min(1, { message: 'page counts from 1' })
  @Max(1_000_000, { message: 'page is at most 1,000,000' })
  page: number = 1;
}

/** How many rows a page of a list shows. */
export const ROWS_A_PAGE = 25;

/** The address of a page of a list, with the filters that led to it. */
export function listAddress(path: string, fields: FormFields, page: number): string {
  return addressWith(path, fields, { page: page > 1 ? String(page) : '' });
}

/** The address of a page with the fields of its query, some of them changed; those that are empty are left out. */
export function addressWith(
  path: string,
  fields: FormFields,
  changes: Readonly<Record<string, string>>,
): string {
  const all = Object.entries({ ...Object.fromEntries(fields), ...changes });
  const query = new URLSearchParams(all.filter(([, value]) => value !== ''));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
