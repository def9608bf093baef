import { expect } from 'vitest';
import { newId } from '../../src/common/identifier.js';
import { ApprovalStep } from '../../src/expenses/approval-step.entity.js';
import { ExpenseReport } from '../../src/expenses/expense-report.entity.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { until } from '../support/condition.js';
import type { ExpenseAccount, Person } from './expense-account.js';

/** Stores submitted reports that wait for one approver, who is then deactivated. Returns how many have moved in the end. */
export async function moveMany(
  acme: ExpenseAccount,
  { owner, from, to, count }: { owner: Person; from: Person; to: Person; count: number },
): Promise<number> {
  await storeReports(acme, { owner, approver: from, count });
  expect(await acme.scimDeactivate(from.id)).toMatchObject({ status: 200 });
  expect((await from.rest.get('/approvals')).status).toBe(401);
  const moved = async () => Number((await to.rest.read('/approvals'))['total']);
  await until('all reports have moved', async () => (await moved()) === count);
  return moved();
}

/** Stores submitted reports that wait for one approver. */
export async function storeReports(
  { app, account }: ExpenseAccount,
  { owner, approver, count }: { owner: Person; approver: Person; count: number },
): Promise<void> {
  const now = new Date().toISOString();
  const reports = Array.from({ length: count }, (_, index) => ({
    id: newId(),
    ownerId: owner.id,
    ownerName: 'mira',
    organizationId: account.organizations.parent.id,
    title: `Report ${index}`,
    currency: 'EUR',
    total: 100,
    status: 'submitted' as const,
    round: 1,
    version: 1,
    createdAt: now,
    updatedAt: now,
  }));
  await app.get(UnitOfWork).write(account.id, async (tx) => {
    await tx.insert(ExpenseReport, reports);
    await tx.insert(
      ApprovalStep,
      reports.map(({ id }) => ({
        id: newId(),
        reportId: id,
        position: 1,
        round: 1,
        stage: 'chain' as const,
        approverId: approver.id,
        origin: 'manager' as const,
        state: 'open' as const,
        createdAt: now,
      })),
    );
  });
}
