import { counted } from '../../common/counted.js';
import { firstIdSince } from '../../common/identifier.js';
import { ApprovalPolicy } from '../../expenses/approval-policy.entity.js';
import { ApprovalStep } from '../../expenses/approval-step.entity.js';
import { ExpenseReport } from '../../expenses/expense-report.entity.js';
import { GroupMember } from '../../groups/group-member.entity.js';
import { Organization } from '../../organizations/organization.entity.js';
import { all, any, compare, equal, exists, not, present } from '../../platform/database/sql/predicate.js';
import { join } from '../../platform/database/sql/selection.js';
import { User } from '../../users/user.entity.js';
import { ok, problem, warning, type Check } from '../check.js';
import { listed } from '../wording.js';

/** The most rows that are counted; beyond that, the text says "more than". */
const COUNTED_AT_MOST = 1_000;

/** A report that has waited for more days than this is overdue. */
const WAITING_DAYS = 14;

const DAY_MS = 86_400_000;

/** A check of accounts whose expenses are on. */
function expenseCheck(id: string, title: string, run: Check['run']): Check {
  return { id, title, run: async (tx, context) => (context.expenses ? run(tx, context) : null) };
}

const waitingCheck = expenseCheck('expense-approvers', 'Expense reports without an approver', async (tx) => {
  const rows = await tx.select(ApprovalStep, {
    columns: ['id'],
    where: equal('waitingFor', 'no-approver'),
    limit: COUNTED_AT_MOST + 1,
  });
  if (rows.length === 0) return ok('Every submitted expense report has an approver.');
  return problem(
    `${reports(rows.length)} for an approver, because nobody can approve ${rows.length === 1 ? 'it' : 'them'}.`,
    'Let an admin or a controller assign an approver, give the organization a final approver, or make another user an admin.',
  );
});

const overdueCheck = expenseCheck('overdue-approvals', 'Overdue approvals', async (tx, { now }) => {
  const since = new Date(now.getTime() - WAITING_DAYS * DAY_MS);
  const isOld = all(equal('state', 'open'), compare('createdAt', '<', since.toISOString()));
  const rows = await tx.select(ExpenseReport, {
    columns: ['id'],
    // A step is never older than its report, and this is a range of the index.
    where: all(
      equal('status', 'submitted'),
      compare('id', '<', firstIdSince(since)),
      exists(ApprovalStep, { reportId: 'id' }, isOld),
    ),
    orderBy: [{ column: 'id' }],
    limit: COUNTED_AT_MOST + 1,
  });
  if (rows.length === 0)
    return ok(`No report has waited for the same decision for more than ${WAITING_DAYS} days.`);
  return warning(
    `${reports(rows.length)} for the same decision for more than ${WAITING_DAYS} days.`,
    'Remind the approvers, or let an admin or a controller reassign the reports.',
  );
});

/** Somebody who can approve, or a group with such a member. */
const CAN_APPROVE = any(
  exists(User, { id: 'finalApproverId' }, equal('active', true)),
  exists(GroupMember, { groupId: 'finalGroupId' }, exists(User, { id: 'userId' }, equal('active', true))),
);

const finalApproverCheck = expenseCheck('final-approvers', 'Final approvers', async (tx) => {
  const rows = await tx.select(ApprovalPolicy, {
    columns: ['organizationId'],
    joins: [join(Organization, { on: { id: 'organizationId' }, columns: { name: 'name' } })],
    where: all(any(present('finalApproverId'), present('finalGroupId')), not(CAN_APPROVE)),
    orderBy: [{ column: 'organizationId' }],
    limit: COUNTED_AT_MOST + 1,
  });
  if (rows.length === 0) return ok('Every final approver is active.');
  const names = listed(
    rows.map(({ name }) => name),
    rows.length,
  );
  const whose = rows.length === 1 ? 'The final approver of' : 'The final approvers of';
  return warning(
    `${whose} ${names} cannot approve: they are deactivated or deleted, or a group without active members. Admins are asked instead.`,
    'Choose another final approver in the approval policy of the organization.',
  );
});

/** If a chain of managers ends with nobody, the policy's fallback approves. So this is never a fault. */
const chainCheck = expenseCheck('manager-chains', 'People without a manager', async (tx) => {
  const rows = await tx.select(User, {
    columns: ['id'],
    where: all(not(present('managerId')), equal('active', true)),
    limit: COUNTED_AT_MOST + 1,
  });
  const who =
    rows.length > COUNTED_AT_MOST
      ? `More than ${COUNTED_AT_MOST} active people have`
      : `${counted(rows.length, 'active person', 'active people')} ${rows.length === 1 ? 'has' : 'have'}`;
  return ok(`${who} no manager. Their expense reports go to the final approver or to an admin.`);
});

/** Whether reports can be approved. Circles of managers are found by the check of managers. */
export const EXPENSE_CHECKS: readonly Check[] = [waitingCheck, overdueCheck, finalApproverCheck, chainCheck];

function reports(count: number): string {
  if (count > COUNTED_AT_MOST) return `More than ${COUNTED_AT_MOST} expense reports wait`;
  return `${counted(count, 'expense report')} ${count === 1 ? 'waits' : 'wait'}`;
}
