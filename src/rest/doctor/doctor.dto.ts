import { ApiProperty } from '@nestjs/swagger';
import { NullableText } from '../nullable-text.js';
import { LEVELS, type CheckResult, type Level } from '../../doctor/check.js';

class CheckResponse {
  @ApiProperty({
    description:
      'Which check: `module`, `provisioning-admin`, `credential-test`, `self-run`, `user-names`, `managers`, `organizations`, `groups`, `api-keys`, `recent-failures` or `installation`',
    example: 'managers',
  })
  id: string;

  @ApiProperty({
    enum: LEVELS,
    description:
      'A `problem` blocks provisioning, or leaves somebody active who should be deactivated. A `warning` may be intended',
    example: 'warning',
  })
  level: Level;

  @ApiProperty({ description: 'What was checked', example: 'Managers' }) title: string;

  @ApiProperty({
    description: 'What was found',
    example: '1 user has a manager who is no user of this account: mira.vos@acme.example (waits for 4711).',
  })
  detail: string;

  @NullableText(
    "Correct the managers, or assign them to the app, in Okta, on the tab Assignments. Let the manager's value be the externalId of the manager, or the id. Users are bound as soon as their manager arrives.",
    'What to do; null if everything is OK',
  )
  advice: string | null;
}

/** All checks, always in the same order. */
export class DoctorResponse {
  @ApiProperty({ type: [CheckResponse] }) checks: CheckResult[];
}
