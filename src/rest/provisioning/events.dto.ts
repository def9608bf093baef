import { ApiProperty, OmitType } from '@nestjs/swagger';
import {
  Choice,
  ChoiceField,
  Id,
  Text,
  TextField,
  Time,
  UuidField,
  Value,
} from '../../platform/http/fields.js';
import { LogPageOf, LogQueryDto } from '../log-query.dto.js';
import { CLIENT_LENGTH } from '../../platform/http/client-product.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';
import {
  CODE_LENGTH,
  OPERATIONS,
  type Operation,
  type Outcome,
  type ResourceName,
} from '../../provisioning/log/provisioning-event.entity.js';
import { SEARCH_LENGTH, type EventQuery } from '../../provisioning/log/event-filters.js';

const OUTCOMES: readonly Outcome[] = ['success', 'failure'];

/** A string, a number, a boolean or a list. */
const ANY_VALUE = {
  oneOf: [
    { type: 'string' },
    { type: 'integer' },
    { type: 'boolean' },
    { type: 'array', items: {} },
    { type: 'null' },
  ],
};

export class EventsQuery extends LogQueryDto implements EventQuery {
  @ChoiceField(OUTCOMES, { presence: 'optional', description: 'Only events with this outcome' })
  outcome?: Outcome;

  @ChoiceField(OPERATIONS, { presence: 'optional', description: 'Only events of this kind' })
  operation?: Operation;

  @TextField({ presence: 'optional', description: '`User`, `Group`, or the id of one resource', max: 64 })
  resource?: string;

  @TextField({
    presence: 'optional',
    description:
      'The beginning of a user name or of the name of a group, or a whole e-mail address, external id, id of a resource or id of an event. ' +
      'If no event has that: a text in names, details or changes',
    min: 1,
    max: SEARCH_LENGTH,
  })
  search?: string;

  @TextField({
    presence: 'optional',
    description: 'Only events with this stable code, such as `user-name-taken`',
    min: 1,
    max: CODE_LENGTH,
  })
  code?: string;

  @UuidField(
    'Only events with the same cause as the event with this id, such as the `eventId` of a failure: the same code (without one, the same status), and the same attribute or role where each is a cause of its own',
  )
  cause?: string;

  @TextField({
    presence: 'optional',
    description: 'Only events about this user: an id, or a user name in any letter case',
    min: 1,
    max: NAME_LENGTH,
  })
  user?: string;

  @TextField({
    presence: 'optional',
    description: 'Only calls by this client, as events name it, such as `Okta SCIM Client`',
    min: 1,
    max: CLIENT_LENGTH,
  })
  client?: string;
}

/** The filters without a page. */
export class EventFiltersQuery extends OmitType(EventsQuery, ['limit', 'cursor'] as const) {}

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

export class SubjectResponse {
  @Text('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e91', 'null if it did not exist')
  id: string | null;

  @Text('mira.vos@acme.example', 'null if the request was about an unknown id, and in old events')
  name: string | null;
}

export class HolderResponse {
  @Id('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e92')
  id: string;

  @Value('Mira Vos')
  name: string;
}

export class RefusedResponse {
  @Value('userName', 'The attribute, as SCIM names it')
  attribute: string;

  @Text('mira.vos@acme.example', 'The value as sent; null if it was not a short text, number or boolean')
  value: string | null;

  @ApiProperty({
    type: HolderResponse,
    nullable: true,
    description: 'Who or what has the value already, if that is why it was refused',
  })
  takenBy: HolderResponse | null;
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

  @ApiProperty({
    type: SubjectResponse,
    nullable: true,
    description:
      'The user or the group that the event is about, with the user name or the display name of that time: what was sent, else what was stored',
  })
  subject: SubjectResponse | null;

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

  @ApiProperty({
    type: RefusedResponse,
    nullable: true,
    description: 'The value that was refused, if the refusal knows it',
    example: null,
  })
  refused: RefusedResponse | null;

  @ApiProperty({ type: [ChangeResponse] })
  changes: readonly ChangeResponse[];
}

export class EventPageResponse extends LogPageOf(EventResponse) {}
