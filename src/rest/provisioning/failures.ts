import type { FailureReport } from '../../provisioning/log/failure-causes.service.js';
import type { FailuresQuery, FailuresResponse } from './failures.dto.js';

const DAYS = 7;
const DAY_MS = 86_400_000;

/** From when on failures are asked for. */
export function startOf({ since }: FailuresQuery): Date {
  return since === undefined ? new Date(Date.now() - DAYS * DAY_MS) : new Date(since);
}

export function failuresResponse(
  since: Date,
  { causes, isComplete, people, events, solved }: FailureReport,
): FailuresResponse {
  return {
    since: since.toISOString(),
    complete: isComplete,
    totals: { people, events, solved },
    items: causes,
  };
}
