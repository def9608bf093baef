import { ApiProperty } from '@nestjs/swagger';
import { Choice, Text, Value } from '../../platform/http/fields.js';
import { LEVELS, type CheckResult, type Level } from '../../doctor/check.js';

class CheckResponse {
  @Value('managers', 'Which check, such as `credential-test`; always the same for the same check')
  id: string;

  @Choice(
    LEVELS,
    'warning',
    'A `problem` blocks provisioning, or leaves somebody active who should be deactivated. A `warning` may be intended',
  )
  level: Level;

  @Value('Managers', 'What was checked')
  title: string;

  @Value(
    '1 user has a manager who is not a user of this account: mira.vos@acme.example (waiting for 4711).',
    'What was found',
  )
  detail: string;

  @Text(
    "Correct the managers, or assign them to the app, in Okta, on the tab Assignments. Let the manager's value be the externalId of the manager, or the id. Users are bound as soon as their manager arrives.",
    'What to do; null if everything is OK',
  )
  advice: string | null;
}

/** All checks, always in the same order. */
export class DoctorResponse {
  @ApiProperty({ type: [CheckResponse] })
  checks: CheckResult[];
}
