import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

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

/** The address of a page of a list, with the search that led to it. */
export function listAddress(path: string, search: string | undefined, page: number): string {
  const query = new URLSearchParams();
  if (search !== undefined && search !== '') query.set('search', search);
  if (page > 1) query.set('page', String(page));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
