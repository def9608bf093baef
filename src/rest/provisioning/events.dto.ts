import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NullableText } from '../nullable-text.js';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { LogQueryDto } from '../log-query.dto.js';
import {
  CODE_LENGTH,
  OPERATIONS,
  type Operation,
  type Outcome,
  type ResourceName,
} from '../../provisioning-log/provisioning-event.entity.js';
import type { EventQuery } from '../../provisioning-log/provisioning-log.service.js';

const OUTCOMES: readonly Outcome[] = ['success', 'failure'];

/** A string, a boolean or a list. */
const ANY_VALUE = {
  oneOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'array', items: {} }, { type: 'null' }],
};

export class EventsQuery extends LogQueryDto implements EventQuery {
  @ApiPropertyOptional({ enum: OUTCOMES, description: 'Only events with this outcome' })
  @IsOptional()
  @IsIn(OUTCOMES)
  outcome?: Outcome;

  @ApiPropertyOptional({ enum: OPERATIONS, description: 'Only events of this kind' })
  @IsOptional()
  @IsIn(OPERATIONS)
  operation?: Operation;

  @ApiPropertyOptional({
    description: '`User`, `Group`, or the id of one resource',
    maxLength: 64,
  })
  @IsOptional()
  @MaxLength(64)
  @IsString()
  resource?: string;
}

export class ChangeResponse {
  @ApiProperty({ description: 'The attribute, as SCIM names it', example: 'title' }) path: string;

  @ApiProperty({
    description: 'The old value; null if there was none, and for passwords',
    example: 'Engineer',
    ...ANY_VALUE,
  })
  old: unknown;

  @ApiProperty({
    description: 'The new value; null if there is none, and for passwords',
    example: 'Lead engineer',
    ...ANY_VALUE,
  })
  new: unknown;
}

export class EventResponse {
  @ApiProperty({ format: 'uuid', example: '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90' }) id: string;
  @ApiProperty({ format: 'date-time', example: '2026-11-24T08:15:00.000Z' }) time: string;

  @ApiProperty({ description: 'The login name that the client used', example: 'okta@acme.example' })
  actor: string;

  @NullableText('Okta SCIM Client', 'The product in the `User-Agent` of the client; null if there is none')
  client: string | null;

  @ApiProperty({ enum: OPERATIONS, example: 'patch' }) operation: Operation;

  @ApiProperty({ type: String, enum: ['User', 'Group', null], nullable: true, example: 'User' })
  resourceType: ResourceName | null;

  @NullableText('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e91') resourceId: string | null;
  @ApiProperty({ enum: OUTCOMES, example: 'success' }) outcome: Outcome;
  @ApiProperty({ description: 'The HTTP status of the answer', example: 200 }) status: number;
  @NullableText(null, 'The message to the client, or a warning') detail: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    maxLength: CODE_LENGTH,
    description: 'The stable name of the refusal or the warning, such as `user-name-taken`',
    example: null,
  })
  code: string | null;

  @ApiProperty({ description: 'What happened, in one sentence', example: 'Changed title.' }) reading: string;
  @NullableText(null, 'What to do next; null if there is nothing to do') advice: string | null;
  @ApiProperty({ description: 'In milliseconds', example: 12 }) durationMs: number;

  @ApiProperty({
    description:
      'The number of requests that it counts: a failure that repeats within a minute is recorded once',
    minimum: 1,
    example: 1,
  })
  count: number;

  @ApiProperty({ type: [ChangeResponse] }) changes: readonly ChangeResponse[];
}

export class EventPageResponse {
  @ApiProperty({ type: [EventResponse] }) items: EventResponse[];
  @NullableText(null, 'null on the last page') nextCursor: string | null;
}
