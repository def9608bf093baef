import type { Approval, Need } from './next-approver.js';
import type { ReportRow, StepRow } from './stored-report.js';

/** The approvals of a round. */
export function approvalsIn(steps: readonly StepRow[], round: number): Approval[] {
  return steps
    .filter((step) => step.round === round && step.state === 'approved')
    .map(({ stage, approverId, origin, replacedId }) => ({
      stage,
      by: origin === 'deputy' ? [approverId, replacedId] : [approverId],
    }));
}

/** What the search for the next approver takes from a report and its steps. */
export function needOf(
  {
    id,
    ownerId,
    organizationId,
    total,
    round,
  }: Pick<ReportRow, 'id' | 'ownerId' | 'organizationId' | 'total' | 'round'>,
  steps: readonly StepRow[],
  { isReroute }: Pick<Need, 'isReroute'>,
): Need {
  return { reportId: id, ownerId, organizationId, total, approvals: approvalsIn(steps, round), isReroute };
}
