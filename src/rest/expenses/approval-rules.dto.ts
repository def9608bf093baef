import { ApiProperty } from '@nestjs/swagger';
import { DEMO_IDS } from '../../common/demo-ids.js';
import type { PolicyChanges } from '../../expenses/approval-policies.service.js';
import type { EffectivePolicy } from '../../expenses/effective-policies.js';
import {
  FALLBACKS,
  LEAVER_SUBMITTERS,
  type Fallback,
  type LeaverSubmitter,
} from '../../expenses/approval-policy.entity.js';
import { MOVE_REASONS, type MoveReason } from '../../expenses/approval-step.entity.js';
import type { Departure, Effect } from '../../expenses/departures.service.js';
import { LARGEST_TOTAL } from '../../expenses/expense-report.entity.js';
import {
  Choice,
  ChoiceField,
  Id,
  IdField,
  NumberField,
  Text,
  Time,
  TimeField,
  Value,
} from '../../platform/http/fields.js';
import { PageOf } from '../page.dto.js';

const LEVELS = 'How many approvers above the manager have to approve as well';
const FINAL_APPROVER = 'Who approves last; null for none, or for a group';
const FINAL_GROUP = 'Any member of it approves last; null for none, or for a person';
const FINAL_FROM =
  'The total, in minor units, from which the final approver is asked; null: only if nobody else can approve';
const FALLBACK = 'Who approves if nobody above the owner can: the final approver and then admins, or admins';
const SUBMIT_FOR_LEAVER = 'Who may submit the open reports of somebody who has left';
const LEAVER_DAYS = 'For how many days after they have left';

/** The rules to change; the others stay as they are. */
export class PolicyChangesRequest implements PolicyChanges {
  @NumberField({ presence: 'optional', description: LEVELS, minimum: 0, maximum: 2, example: 1 })
  levels?: number;

  @IdField('clearable', FINAL_APPROVER, DEMO_IDS.anna)
  finalApproverId?: string | null;

  @IdField('clearable', FINAL_GROUP, DEMO_IDS.approvers)
  finalGroupId?: string | null;

  @NumberField({
    presence: 'clearable',
    description: FINAL_FROM,
    minimum: 0,
    maximum: LARGEST_TOTAL,
    example: 100_000,
  })
  finalFrom?: number | null;

  @ChoiceField(FALLBACKS, { presence: 'optional', description: FALLBACK })
  fallback?: Fallback;

  @ChoiceField(LEAVER_SUBMITTERS, { presence: 'optional', description: SUBMIT_FOR_LEAVER })
  submitForLeaver?: LeaverSubmitter;

  @NumberField({ presence: 'optional', description: LEAVER_DAYS, minimum: 0, maximum: 365, example: 30 })
  leaverDays?: number;
}

export class PolicyResponse implements EffectivePolicy {
  @Value(1, LEVELS)
  levels: number;

  @Text(DEMO_IDS.anna, FINAL_APPROVER)
  finalApproverId: string | null;

  @Text(null, FINAL_GROUP)
  finalGroupId: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: FINAL_FROM, example: 100_000 })
  finalFrom: number | null;

  @Choice(FALLBACKS, 'admins', FALLBACK)
  fallback: Fallback;

  @Choice(LEAVER_SUBMITTERS, 'manager', SUBMIT_FOR_LEAVER)
  submitForLeaver: LeaverSubmitter;

  @Value(30, LEAVER_DAYS)
  leaverDays: number;

  @Text(
    DEMO_IDS.acmeGroup,
    'The organization whose policy it is: this one, or the nearest above that has one; null for the defaults',
  )
  fromId: string | null;

  @Value(1, '0 without any policy')
  version: number;
}

export class NewDeputyRequest {
  @IdField(
    'optional',
    'Whose deputy it is; the caller by default. Only admins can name somebody else.',
    DEMO_IDS.lotte,
  )
  userId?: string;

  @IdField('required', 'Who stands in', DEMO_IDS.thomas)
  deputyId: string;

  @TimeField('required', 'Start of the period', '2030-12-21T00:00:00Z')
  from: string;

  @TimeField('required', 'End of the period', '2031-01-04T00:00:00Z')
  until: string;
}

export class DeputyResponse {
  @Id(DEMO_IDS.deputy)
  id: string;

  @Id(DEMO_IDS.lotte)
  userId: string;

  @Id(DEMO_IDS.thomas)
  deputyId: string;

  @Time('2030-12-21T00:00:00.000Z')
  from: string;

  @Time('2031-01-04T00:00:00.000Z')
  until: string;
}

export class DeputyPageResponse extends PageOf(DeputyResponse) {}

export class OffboardingResponse implements Departure {
  @Value(1, 'Open and rejected reports, which somebody may have to submit on behalf of the person')
  openReports: number;

  @Value(1, 'Submitted reports, which stay in approval')
  submittedReports: number;

  @Value(3, "Reports waiting for the person's decision, which would go to the next approver")
  stepsToDecide: number;

  @Value(4, 'How many active people have the person as their manager')
  managerOf: number;

  @ApiProperty({
    type: [String],
    description: 'Organizations, by id, whose final approver the person is',
    example: [DEMO_IDS.acmeGroup],
  })
  finalApproverOf: string[];

  @ApiProperty({
    type: [String],
    description: 'Users, by id, whose deputy the person is, now or later',
    example: [DEMO_IDS.mira],
  })
  deputyOf: string[];
}

export class EffectResponse implements Effect {
  @Id(DEMO_IDS.submittedReport)
  reportId: string;

  @Value('Trade fair in Ghent')
  title: string;

  @Value('Mira Vos')
  ownerName: string;

  @Text(DEMO_IDS.lotte, 'Null if the report waited for an approver')
  fromId: string | null;

  @Text('Lotte Peeters')
  fromName: string | null;

  @Text(DEMO_IDS.anna, 'Null if nobody could take over')
  toId: string | null;

  @Text('Anna de Vries')
  toName: string | null;

  @Choice(MOVE_REASONS, 'deactivated')
  reason: MoveReason;
}

export class EffectPageResponse extends PageOf(EffectResponse) {}
