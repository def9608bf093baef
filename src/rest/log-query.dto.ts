import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsRFC3339, IsUUID, Max, Min } from 'class-validator';

const DATE_TIME = 'must be a date-time with its offset, such as 2026-11-24T08:00:00Z';

/** Filters and position in a log. */
export abstract class LogQueryDto {
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Only from this time on; a date-time with its offset',
  })
  @IsOptional()
  @IsRFC3339({ message: `since ${DATE_TIME}` })
  since?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Only before this time; a date-time with its offset',
  })
  @IsOptional()
  @IsRFC3339({ message: `until ${DATE_TIME}` })
  until?: string;

  @ApiPropertyOptional({ description: 'Items per page', minimum: 1, maximum: 100, default: 25 })
  @Type(() => Number)
  @Min(1)
  @Max(100)
  @IsInt()
  limit: number = 25;

  @ApiPropertyOptional({ format: 'uuid', description: 'The `nextCursor` of the previous page' })
  @IsOptional()
  @IsUUID()
  cursor?: string;
}
