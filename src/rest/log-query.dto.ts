import { IntegerField, TimeField, UuidField } from '../platform/http/fields.js';

/** Filters and position in a log. */
export abstract class LogQueryDto {
  @TimeField('optional', 'Only from this time on; a date-time with its offset')
  since?: string;

  @TimeField('optional', 'Only before this time; a date-time with its offset')
  until?: string;

  @IntegerField({ description: 'Items per page', minimum: 1, maximum: 100, default: 25 })
  limit: number = 25;

  @UuidField('The `nextCursor` of the previous page')
  cursor?: string;
}
