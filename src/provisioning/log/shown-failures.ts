import type { FailureCause, FailureReport } from './failure-causes.service.js';

const DAYS = 7;
const DAY_MS = 86_400_000;

/** The failures of a period by cause, as REST and the command line show them. */
export interface ShownFailures {
  since: string;
  /** False if there were more failures than are read. */
  complete: boolean;
  totals: { people: number; events: number; solved: number };
  items: FailureCause[];
}

/** The start of the period: the given instant (ISO 8601), or 7 days ago. */
export function startOfFailures(since: string | undefined): Date {
  return since === undefined ? new Date(Date.now() - DAYS * DAY_MS) : new Date(since);
}

export function shownFailures(
  since: Date,
  { causes, isComplete, people, events, solved }: FailureReport,
): ShownFailures {
  return {
    since: since.toISOString(),
    complete: isComplete,
    totals: { people, events, solved },
    items: causes,
  };
}
