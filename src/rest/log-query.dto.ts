import { ApiProperty } from '@nestjs/swagger';
import { IntegerField, Text, TimeField, UuidField } from '../platform/http/fields.js';

/** Filters and position in a log. */
export class LogQueryDto {
  @TimeField('optional', 'Only from this time on; a date-time with its offset')
  since?: string;

  @TimeField('optional', 'Only before this time; a date-time with its offset')
  until?: string;

  @IntegerField({ description: 'Items per page', minimum: 1, maximum: 100, default: 25 })
  limit: number = 25;

  @UuidField('The `nextCursor` of the previous page')
  cursor?: string;
}

/** A part of a log, newest first. */
export function LogPageOf<T>(Item: new () => T) {
  class LogPage {
    @ApiProperty({ type: [Item] })
    items: T[];

    @Text(null, 'null on the last page; an earlier page may have fewer items than `limit`, or none')
    nextCursor: string | null;
  }
  return LogPage;
}
