import { ApiProperty } from '@nestjs/swagger';
import { Id, Text, Time, TimeField, Value } from '../../platform/http/fields.js';
import { MOST_CAUSES, MOST_EXAMPLES, MOST_READ } from '../../provisioning/log/failure-causes.service.js';
import { SubjectResponse } from './events.dto.js';

export class FailuresQuery {
  @TimeField('optional', 'Only failures from this time on; 7 days ago if it is left out')
  since?: string;
}

export class FailureExampleResponse {
  @ApiProperty({ type: SubjectResponse })
  subject: SubjectResponse;

  @Id('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90', 'The newest event of this cause')
  eventId: string;

  @Value(false, 'Whether a later request for the same user or group succeeded')
  solved: boolean;
}

export class FailureCauseResponse {
  @Text('user-name-taken', 'The stable code of the refusals; null if they have none')
  code: string | null;

  @Text(
    null,
    'The attribute that was refused, if the code does not say it: each is a cause of its own; null if it is not known',
  )
  attribute: string | null;

  @Text(null, 'The role that does not exist, with the code `unknown-role`; else null')
  value: string | null;

  @Value('the user name is taken by another active user', 'The end of a sentence')
  reason: string;

  @Value('Give one of the two another user name.', 'What to do next')
  advice: string;

  @Id(
    '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90',
    'The newest event of this cause; `cause` of the events finds the others by it',
  )
  eventId: string;

  @Value(10, 'How many users and groups it concerns')
  people: number;

  @Value(12, 'How many requests failed')
  events: number;

  @Value(0, 'How many of `events` named no user and no group: whether they are solved is not known')
  unnamed: number;

  @Time('2026-11-24T08:15:00.000Z')
  firstAt: string;

  @Time('2026-11-24T09:15:00.000Z')
  lastAt: string;

  @Value(3, 'How many of `people` a later request succeeded for')
  solved: number;

  @ApiProperty({
    type: [FailureExampleResponse],
    maxItems: MOST_EXAMPLES,
    description: 'Those that are not solved first',
  })
  examples: FailureExampleResponse[];
}

export class FailureTotalsResponse {
  @Value(10)
  people: number;

  @Value(12)
  events: number;

  @Value(3)
  solved: number;
}

export class FailuresResponse {
  @Time('2026-11-17T08:15:00.000Z')
  since: string;

  @Value(true, `False if there are more than ${MOST_READ} failures: then only the newest ${MOST_READ} count`)
  complete: boolean;

  @ApiProperty({ type: FailureTotalsResponse, description: 'Of all causes together' })
  totals: FailureTotalsResponse;

  @ApiProperty({
    type: [FailureCauseResponse],
    maxItems: MOST_CAUSES,
    description: 'Those with most unsolved users and groups first',
  })
  items: FailureCauseResponse[];
}
