import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** Which part of a list; `page` counts from 1. */
export class PageQuery {
  @ApiPropertyOptional({ description: 'Which page, from 1', minimum: 1, maximum: 1_000_000, default: 1 })
  @Type(() => Number)
  @Min(1)
  @Max(1_000_000)
  @IsInt()
  page: number = 1;

  @ApiPropertyOptional({ description: 'How many on a page', minimum: 1, maximum: 100, default: 25 })
  @Type(() => Number)
  @Min(1)
  @Max(100)
  @IsInt()
  limit: number = 25;
}

export class SearchQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Part of a name, in any letter case, such as `vos`', maxLength: 320 })
  @IsOptional()
  @MaxLength(320)
  @IsString()
  search?: string;
}

/** How many there are on all pages, and which one this is. */
export abstract class PageResponse {
  @ApiProperty({ description: 'How many there are on all pages', example: 1 })
  total: number;

  @ApiProperty({ example: 1 })
  page: number;

  @ApiProperty({ example: 25 })
  limit: number;
}
