import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstIdSince } from '../../src/common/identifier.js';
import { ApprovalStep } from '../../src/expenses/approval-step.entity.js';
import { ExpenseReport } from '../../src/expenses/expense-report.entity.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { equal, idIs } from '../../src/platform/database/sql/predicate.js';
import { ExpenseAccount, switchExpenses } from '../expenses/expense-account.js';
import { bootApp, type TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import { CHECKS, examine } from './report.js';

const DAY_MS = 86_400_000;
const EXPENSE_CHECKS = ['expense-approvers', 'overdue-approvals', 'final-approvers', 'manager-chains'];

describe.each(databaseLanes())('the doctor on expenses, on $name', (lane) => {
  let app: TestApp;
  let acme: ExpenseAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await ExpenseAccount.create(app);
  });

  afterAll(() => app.close());

  const found = async () =>
    (await examine(app, acme.account)).filter(({ id }) => EXPENSE_CHECKS.includes(id));
  const levels = async () => Object.fromEntries((await found()).map(({ id, level }) => [id, level]));

  it('says nothing while they are off', async () => {
    const { id } = acme.account;
    await switchExpenses(app, id, false);
    expect((await examine(app, acme.account)).map((each) => each.id)).toEqual(CHECKS);
    await switchExpenses(app, id, true);
    expect((await found()).map((each) => each.id)).toEqual(EXPENSE_CHECKS);
  });

  it('names what keeps reports from being approved', async () => {
    expect(await found()).toMatchObject([
      { level: 'ok', detail: 'Every submitted expense report has an approver.' },
      { level: 'ok' },
      { level: 'ok', detail: 'Every final approver is active.' },
      { level: 'ok', detail: expect.stringMatching(/^1 active person has no manager\./) as string },
    ]);
    const final = await acme.person('final');
    const manager = await acme.person('manager');
    const mira = await acme.person('mira', { managerId: manager.id });
    const path = `/organizations/${acme.account.organizations.parent.id}/approval-policy`;
    await acme.rest.patch(path, { finalApproverId: final.id, fallback: 'final' });
    await acme.scimDeactivate(final.id);
    // The admin is the only one who could approve the own report.
    const own = await acme.submitted({ id: acme.account.admin.id, rest: acme.rest });
    expect(own).toMatchObject({ waitingFor: 'no-approver' });
    const late = await acme.submitted(mira);
    expect(await levels()).toMatchObject({ 'overdue-approvals': 'ok' });
    await makeOlder(late.id, 15);
    expect(await found()).toMatchObject([
      { level: 'problem', detail: '1 expense report waits for an approver, because nobody can approve it.' },
      {
        level: 'warning',
        detail: '1 expense report waits for the same decision for more than 14 days.',
      },
      { level: 'warning', detail: expect.stringContaining('The final approver of Acme Group cannot') },
      { level: 'ok', detail: expect.stringMatching(/^2 active people have no manager\./) as string },
    ]);
    await acme.scimDeactivate(final.id, true);
    expect(await levels()).toEqual({
      'expense-approvers': 'ok',
      'overdue-approvals': 'warning',
      'final-approvers': 'ok',
      'manager-chains': 'ok',
    });
  });

  /** Moves a report into the past. Ids are in the order of time. */
  async function makeOlder(reportId: string, days: number): Promise<void> {
    const then = new Date(Date.now() - days * DAY_MS);
    const createdAt = then.toISOString();
    await app.get(UnitOfWork).write(acme.account.id, async (tx) => {
      const [row] = await tx.select(ExpenseReport, {
        columns: ['ownerId', 'ownerName', 'organizationId', 'title', 'currency', 'total', 'version', 'round'],
        where: idIs(reportId),
      });
      if (!row) throw new Error(`there is no report ${reportId}`);
      const id = firstIdSince(then);
      await tx.insert(ExpenseReport, [
        { ...row, id, status: 'submitted', createdAt, updatedAt: createdAt, submittedAt: createdAt },
      ]);
      await tx.update(ApprovalStep, { reportId: id, createdAt }, equal('reportId', reportId));
      await tx.delete(ExpenseReport, idIs(reportId));
    });
  }
});
