import { invalid } from '../../common/errors.js';
import type { FailureReport } from '../../provisioning-log/failure-causes.service.js';
import type { FailuresQuery, FailuresResponse } from './failures.dto.js';

const DAYS = 7;
const DAY_MS = 86_400_000;

/** From when on failures are asked for. Throws `invalid` for a time that does not exist. */
export function startOf({ since }: FailuresQuery): Date {
  if (since === undefined) return new Date(Date.now() - DAYS * DAY_MS);
  const start = new Date(since);
  if (Number.isNaN(start.getTime())) throw invalid('since is not a valid date-time.', { pointer: '/since' });
  return start;
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
