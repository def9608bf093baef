import { ApiProperty } from '@nestjs/swagger';
import { Choice, ChoiceField, Id, Text, TextField, Time, Value } from '../../platform/http/fields.js';
import { LogPageOf, LogQueryDto } from '../log-query.dto.js';
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
  @ChoiceField(OUTCOMES, { presence: 'optional', description: 'Only events with this outcome' })
  outcome?: Outcome;

  @ChoiceField(OPERATIONS, { presence: 'optional', description: 'Only events of this kind' })
  operation?: Operation;

  @TextField({ presence: 'optional', description: '`User`, `Group`, or the id of one resource', max: 64 })
  resource?: string;
}

export class ChangeResponse {
  @Value('title', 'The attribute, as SCIM names it')
  path: string;

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
  @Id('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90')
  id: string;

  @Time('2026-11-24T08:15:00.000Z')
  time: string;

  @Value('okta@acme.example', 'The login name that the client used')
  actor: string;

  @Text('Okta SCIM Client', 'The product in the `User-Agent` of the client; null if there is none')
  client: string | null;

  @Choice(OPERATIONS, 'patch')
  operation: Operation;

  @Choice(['User', 'Group', null], 'User')
  resourceType: ResourceName | null;

  @Text('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e91')
  resourceId: string | null;

  @Choice(OUTCOMES, 'success')
  outcome: Outcome;

  @Value(200, 'The HTTP status of the answer')
  status: number;

  @Text(null, 'The message to the client, or a warning')
  detail: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    maxLength: CODE_LENGTH,
    description: 'The stable name of the refusal or the warning, such as `user-name-taken`',
    example: null,
  })
  code: string | null;

  @Value('Changed title.', 'What happened, in one sentence')
  reading: string;

  @Text(null, 'What to do next; null if there is nothing to do')
  advice: string | null;

  @Value(12, 'In milliseconds')
  durationMs: number;

  @ApiProperty({
    description:
      'The number of requests that it counts: a failure that repeats within a minute is recorded once',
    minimum: 1,
    example: 1,
  })
  count: number;

  @ApiProperty({ type: [ChangeResponse] })
  changes: readonly ChangeResponse[];
}

export class EventPageResponse extends LogPageOf(EventResponse) {}
