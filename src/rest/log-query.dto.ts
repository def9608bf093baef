import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsRFC3339, IsUUID, Max, Min } from 'class-validator';

const INSTANT = 'must be an instant with its offset, such as 2026-11-24T08:00:00Z';

/** Which rows of a log, and from where on. */
export abstract class LogQueryDto {
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Only from then on; an instant with its offset',
  })
  @IsOptional()
  @IsRFC3339({ message: `since ${INSTANT}` })
  since?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Only from before then; an instant with its offset',
  })
  @IsOptional()
  @IsRFC3339({ message: `until ${INSTANT}` })
  until?: string;

  @ApiPropertyOptional({ description: 'How many on a page', minimum: 1, maximum: 100, default: 25 })
  @Type(() => Number)
  @Min(1)
  @Max(100)
  @IsInt()
  limit: number = 25;

  @ApiPropertyOptional({ format: 'uuid', description: 'The `nextCursor` of the page before' })
  @IsOptional()
  @IsUUID()
  cursor?: string;
}
