import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** The number of items on a page. */
export const Limit = () =>
  applyDecorators(
    ApiPropertyOptional({ description: 'Items per page', minimum: 1, maximum: 100, default: 25 }),
    Type(() => Number),
    Min(1),
    Max(100),
    IsInt(),
  );

/** A part of a list; `page` starts at 1. */
export class PageQuery {
  @ApiPropertyOptional({
    description: 'Page number, starting at 1',
    minimum: 1,
    maximum: 1_000_000,
    default: 1,
  })
  @Type(() => Number)
  @Min(1)
  @Max(1_000_000)
  @IsInt()
  page: number = 1;

  @Limit() limit: number = 25;
}

export class SearchQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Part of a name, in any letter case, such as `vos`', maxLength: 320 })
  @IsOptional()
  @MaxLength(320)
  @IsString()
  search?: string;
}

/** The total of all pages, and the position of this one. */
export abstract class PageResponse {
  @ApiProperty({ description: 'Total number on all pages', example: 1 }) total: number;
  @ApiProperty({ example: 1 }) page: number;
  @ApiProperty({ example: 25 }) limit: number;
}
