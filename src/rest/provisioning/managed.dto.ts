import { ApiProperty } from '@nestjs/swagger';
import { FlagField, Id, Value } from '../../platform/http/fields.js';
import type { LocalCounts, MakeLocalPlan } from '../../provisioning/undo/make-local.service.js';
import type { DeactivationPlan } from '../../provisioning/undo/managed-deactivation.service.js';
import { DeactivationTotalsResponse, UndoEntryResponse } from './undo.dto.js';

export class DeactivateManagedRequest {
  @FlagField({
    presence: 'optional',
    description: 'Only show who would be deactivated',
    default: false,
    example: true,
  })
  dryRun: boolean = false;
}

export class MakeLocalRequest {
  @FlagField({
    presence: 'optional',
    description: 'Only show who would be made local',
    default: false,
    example: true,
  })
  dryRun: boolean = false;
}

export class LocalCountsResponse implements LocalCounts {
  @Value(412) users: number;
  @Value(30) groups: number;
}

export class MakeLocalPlanResponse implements MakeLocalPlan {
  @ApiProperty({
    type: [UndoEntryResponse],
    description:
      'Who would be made local, people first; the first 1,000 entries. `path` is `managedBy`, or `lastSeenAt` of those who have only been looked up',
  })
  local: UndoEntryResponse[];

  @ApiProperty({ type: LocalCountsResponse })
  totals: LocalCountsResponse;
}

export class DeactivationPlanResponse implements DeactivationPlan {
  @ApiProperty({ type: [UndoEntryResponse], description: 'Who would be deactivated; the first 1,000 people' })
  deactivate: UndoEntryResponse[];

  @ApiProperty({ type: [UndoEntryResponse], description: 'Who would stay active, and why' })
  keep: UndoEntryResponse[];

  @ApiProperty({ type: DeactivationTotalsResponse })
  totals: DeactivationTotalsResponse;
}

export class JobStartedResponse {
  @Id('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e95', 'Of the job, for `GET /api/v1/jobs/{id}`')
  job: string;
}
