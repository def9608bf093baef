import { switchExpenses } from '../../expenses/expense-account.js';
import { addUser, type TestAccount } from '../../support/accounts.js';
import type { TestApp } from '../../support/app.js';
import { basic } from '../../support/scim-client.js';
import { RestClient, restOf, stored } from '../rest-client.js';

const PERIOD = { from: '2026-12-21T00:00:00Z', until: '2100-01-01T00:00:00Z' };

/** Every write of expenses over REST, by its route, for an account whose only administrator decides. */
export async function expenseVisits(
  app: TestApp,
  acme: TestAccount,
  personId: string,
): Promise<Record<string, () => Promise<unknown>>> {
  const boss = restOf(app, acme);
  await switchExpenses(app, acme.id, true);
  await addUser(app, acme, { userName: 'spends@acme.example', password: 'spends' });
  const spender = new RestClient(app, basic(`${acme.slug}/spends@acme.example`, 'spends'));
  const report = async (...actions: string[]) => {
    const made = await spender.create('/expense-reports', { title: 'Train', currency: 'EUR', total: 1 });
    for (const action of actions) {
      stored(await (action === 'approve' ? boss : spender).post(`/expense-reports/${made.id}/${action}`, {}));
    }
    return `/expense-reports/${made.id}`;
  };
  const [opened, spare, taken, approved, rejected, closed, given] = [
    await report(),
    await report(),
    await report('submit'),
    await report('submit'),
    await report('submit'),
    await report('submit', 'approve'),
    await report('submit'),
  ];
  const deputy = await boss.create('/deputies', { deputyId: personId, ...PERIOD });
  return {
    'POST /expense-reports': () => report(),
    'PATCH /expense-reports/{}': () => spender.patch(opened, { total: 2 }),
    'POST /expense-reports/{}/submit': () => spender.post(`${opened}/submit`, {}),
    'DELETE /expense-reports/{}': () => spender.delete(spare),
    'POST /expense-reports/{}/retract': () => spender.post(`${taken}/retract`, {}),
    'POST /expense-reports/{}/approve': () => boss.post(`${approved}/approve`, {}),
    'POST /expense-reports/{}/reject': () => boss.post(`${rejected}/reject`, {}),
    'POST /expense-reports/{}/close': () => boss.post(`${closed}/close`, {}),
    'POST /expense-reports/{}/reassign': () => boss.post(`${given}/reassign`, { approverId: personId }),
    'PATCH /organizations/{}/approval-policy': () =>
      boss.patch(`/organizations/${acme.organizations.nl.id}/approval-policy`, { levels: 1 }),
    'POST /deputies': () => boss.post('/deputies', { deputyId: personId, ...PERIOD }),
    'DELETE /deputies/{}': () => boss.delete(`/deputies/${deputy.id}`),
  };
}
