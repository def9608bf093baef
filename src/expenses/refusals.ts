import { defineRefusal, defineUnknown } from '../common/define-refusal.js';
import type { ReportStatus } from './expense-report.entity.js';

export const unknownReport = defineUnknown('expense report');
export const unknownDeputy = defineUnknown('deputy');

export const expensesOff = defineRefusal('forbidden', 'expenses-module-off', {
  detail: 'Expenses are switched off for this account. Declaree support can switch them on.',
});

export const notThatStatus = defineRefusal('conflict', 'report-status', {
  when: 'The report does not have the status that the action needs.',
  detail: (status: ReportStatus, needed: string) =>
    `The report is ${status}. This is only possible while it is ${needed}.`,
  example: ['approved', 'open or rejected'],
});

export const notYourDecision = defineRefusal('forbidden', 'not-your-decision', {
  when: "The report is waiting for somebody else's decision.",
  detail: (approver: string | null) =>
    approver === null
      ? 'The report is waiting for an approver. An admin or a controller can assign one.'
      : `The report is waiting for the decision of ${approver}.`,
  example: ['Mira Vos'],
});

export const notOnBehalf = defineRefusal('forbidden', 'not-on-behalf', {
  detail:
    'Only the owner may do this. For somebody who has left, the approval policy of the organization says who may submit, and for how long.',
});

export const roleNeeded = defineRefusal('forbidden', 'role-needed', {
  when: "The caller's role does not allow the action.",
  detail: (roles: string) => `Only ${roles} may do this.`,
  example: ['an admin or a controller'],
});

export const approverUnusable = defineRefusal('invalid', 'approver-unusable', {
  when: 'The person is not active, owns the report, or has already approved it.',
  detail: (reason: string) => `The person cannot approve this report: ${reason}.`,
  facts: { pointer: '/approverId' },
  example: ['they are its owner'],
});

export const deputyUnusable = defineRefusal('invalid', 'deputy-unusable', {
  when: 'The user and the deputy are the same person, or the period is over or does not end after it begins.',
  detail: (reason: string) => reason,
  example: ['A person cannot be their own deputy.'],
});

/** How many deputies of one user there can be whose period has not ended. */
export const MOST_DEPUTIES = 20;

export const tooManyDeputies = defineRefusal('conflict', 'too-many-deputies', {
  detail: `A user can have ${MOST_DEPUTIES} deputies whose period has not ended. Remove one first.`,
});
