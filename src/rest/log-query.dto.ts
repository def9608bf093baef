import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsRFC3339, IsUUID } from 'class-validator';
import { Limit } from './page.dto.js';

const Time = (name: string, description: string) =>
  applyDecorators(
    ApiPropertyOptional({ format: 'date-time', description: `${description}; a date-time with its offset` }),
    IsOptional(),
    IsRFC3339({ message: `${name} must be a date-time with its offset, such as 2026-11-24T08:00:00Z` }),
  );

/** Filters and position in a log. */
export abstract class LogQueryDto {
  @Time('since', 'Only from this time on') since?: string;
  @Time('until', 'Only before this time') until?: string;
  @Limit() limit: number = 25;

  @ApiPropertyOptional({ format: 'uuid', description: 'The `nextCursor` of the previous page' })
  @IsOptional()
  @IsUUID()
  cursor?: string;
}
