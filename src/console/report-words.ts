import type { Origin, StepState } from '../expenses/approval-step.entity.js';
import type { ReportStatus } from '../expenses/expense-report.entity.js';
import type { StepRow } from '../expenses/stored-report.js';

type Tone = 'good' | 'attention' | 'bad' | 'quiet';

/** The statuses of reports, as shown to people. */
export const STATUS_WORDS: Readonly<Record<ReportStatus, { words: string; tone: Tone }>> = {
  open: { words: 'Open', tone: 'quiet' },
  submitted: { words: 'Submitted', tone: 'attention' },
  approved: { words: 'Approved', tone: 'good' },
  rejected: { words: 'Rejected', tone: 'bad' },
  closed: { words: 'Paid and closed', tone: 'quiet' },
};

/** What the status means for the owner. */
export const STATUS_MEANING: Readonly<Record<ReportStatus, string>> = {
  open: 'It has not been submitted yet.',
  submitted: 'It waits for a decision.',
  approved: 'It has all approvals, and can be paid.',
  rejected: 'It was sent back. The owner can change it and submit it again.',
  closed: 'It is paid.',
};

export const OUTCOME_WORDS: Readonly<Record<StepState, { words: string; tone: Tone }>> = {
  open: { words: 'To decide', tone: 'attention' },
  approved: { words: 'Approved', tone: 'good' },
  rejected: { words: 'Rejected', tone: 'bad' },
  retracted: { words: 'Taken back', tone: 'quiet' },
};

/** The names of people by id. */
export type Names = ReadonlyMap<string | null, string>;

const GONE = 'an erased user';

/** Why a step has its approver. */
export function originWords({ origin, replacedId, groupId }: StepRow, names: Names): string {
  if (groupId !== null && origin !== 'deputy') return 'Member of the final group';
  const replaced = replacedId === null ? null : (names.get(replacedId) ?? GONE);
  return ORIGIN_WORDS[origin](replaced);
}

const ORIGIN_WORDS: Readonly<Record<Origin, (replaced: string | null) => string>> = {
  manager: () => 'Nearest manager',
  second: () => 'Above the manager',
  final: () => 'Final approver',
  fallback: () => 'Nobody above the owner can approve',
  rerouted: (replaced) => `In place of ${replaced ?? GONE}`,
  deputy: (replaced) => `Deputy of ${replaced ?? GONE}`,
  manual: (replaced) => (replaced === null ? 'Chosen by hand' : `Chosen by hand, in place of ${replaced}`),
};

/** Who decides an open step, or why nobody can at the moment. */
export function waitingWords({ waitingFor, approverId }: StepRow, names: Names): string {
  if (waitingFor === 'no-approver') return 'nobody, because no active person can approve it';
  if (waitingFor === 'reroute') return 'the next approver, who is being determined';
  return names.get(approverId) ?? GONE;
}
