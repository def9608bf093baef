import { ApiProperty } from '@nestjs/swagger';
import { FlagField, Id, Value } from '../../platform/http/fields.js';
import type { ManagedCounts } from '../../provisioning/ownership/make-local.service.js';
import type { DeactivationPlan } from '../../provisioning/undo/managed-deactivation.service.js';
import { DeactivationTotalsResponse, UndoEntryResponse } from './undo.dto.js';

export class DeactivateManagedRequest {
  @FlagField({
    presence: 'optional',
    description: 'Only say whom it would deactivate',
    default: false,
    example: true,
  })
  dryRun: boolean = false;
}

export class ManagedCountsResponse implements ManagedCounts {
  @Value(412) users: number;
  @Value(30) groups: number;
}

export class DeactivationPlanResponse implements DeactivationPlan {
  @ApiProperty({ type: [UndoEntryResponse], description: 'Who would be deactivated; the first 1,000 people' })
  deactivate: UndoEntryResponse[];

  @ApiProperty({ type: [UndoEntryResponse], description: 'Who would stay active, and why' })
  keep: UndoEntryResponse[];

  @ApiProperty({ type: DeactivationTotalsResponse })
  totals: DeactivationTotalsResponse;
}

export class DeactivationStartedResponse {
  @Id('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e95', 'Of the job, for `GET /api/v1/jobs/{id}`')
  job: string;
}
