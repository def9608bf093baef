import { RerouteWorker } from '../../../src/expenses/reroute-worker.service.js';
import { WaitingReportMetrics } from '../../../src/metrics/waiting-report-metrics.service.js';
import { WaitingReports } from '../../../src/provisioning/notifications/waiting-reports.service.js';
import { act, ExpenseAccount, undoLastRun, type Person } from '../../expenses/expense-account.js';
import { moveMany } from '../../expenses/many-reports.js';
import { items } from '../../rest/rest-client.js';
import { openConsole } from '../../support/console.js';
import type { Tour } from './staff-tour.js';

/** More steps than one transaction moves. */
const MANY_STEPS = 501;

const PERIOD = { from: '2020-01-01T00:00:00Z', until: '2100-01-01T00:00:00Z' };

/** Expense reports, their approval, and what changes of the directory do to them. */
export async function expenses({ app }: Tour): Promise<void> {
  const acme = await ExpenseAccount.create(app);
  const director = await acme.person('director');
  const manager = await acme.person('manager', { managerId: director.id });
  const mira = await acme.person('mira', { managerId: manager.id });
  await reports(acme, { manager, mira });
  await policies(acme, { director, manager, mira });
  await departures(acme, { manager, mira });
  await waiting(acme);
  await finalGroupBack(await ExpenseAccount.create(app));
  await app.get(RerouteWorker).workOnDue();
  await app.get(RerouteWorker).lookAgain();
  await app.get(WaitingReports).tell(new Date());
  await app.get(WaitingReportMetrics).refresh();
  await acme.rest.get('/provisioning/doctor');
  const to = await acme.person('to');
  const from = await acme.person('from', { managerId: to.id });
  const owner = await acme.person('owner', { managerId: from.id });
  await moveMany(acme, { owner, from, to, count: MANY_STEPS });
  await acme.rest.post(`/users/${mira.id}/erase`, {});
}

async function reports(
  acme: ExpenseAccount,
  { manager, mira }: { manager: Person; mira: Person },
): Promise<void> {
  const { id } = await acme.submitted(mira);
  await act(mira.rest, id, 'retract');
  await mira.rest.patch(`/expense-reports/${id}`, { total: 1 });
  await act(mira.rest, id, 'submit');
  await act(manager.rest, id, 'reject', { note: 'No, mira.' });
  await act(mira.rest, id, 'submit');
  await manager.rest.get('/approvals');
  await act(manager.rest, id, 'approve');
  await act(acme.rest, id, 'close');
  const open = await mira.rest.create('/expense-reports', { title: 'Hotel', currency: 'EUR', total: 5 });
  await mira.rest.create('/expense-reports', { title: 'Of mira', currency: 'EUR', total: 5 });
  await manager.rest.get(`/expense-reports/${open.id}`);
  await mira.rest.delete(`/expense-reports/${open.id}`);
  for (const scope of ['own', 'leavers', 'all']) await acme.rest.get(`/expense-reports?scope=${scope}`);
  await manager.rest.get('/expense-reports?scope=leavers&status=open');
}

async function policies(
  acme: ExpenseAccount,
  { director, manager, mira }: { director: Person; manager: Person; mira: Person },
): Promise<void> {
  const [anna, bea] = [await acme.person('anna'), await acme.person('bea')];
  const group = await acme.rest.create('/groups', { displayName: 'Finance' });
  for (const { id } of [anna, bea]) await acme.rest.put(`/groups/${group.id}/members/${id}`);
  const path = `/organizations/${acme.account.organizations.parent.id}/approval-policy`;
  await acme.rest.patch(path, { finalGroupId: group.id, finalFrom: 0 });
  const report = await acme.submitted(mira);
  await act(manager.rest, report.id, 'approve');
  await bea.rest.get('/approvals');
  await bea.rest.get(`/expense-reports/${report.id}`);
  await director.rest.get(`/expense-reports/${report.id}`);
  await acme.rest.delete(`/groups/${group.id}/members/${anna.id}`);
  await act(bea.rest, report.id, 'approve');
  await acme.rest.patch(path, { finalApproverId: director.id, finalGroupId: null, finalFrom: null });
  const deputy = await manager.rest.create('/deputies', { deputyId: anna.id, ...PERIOD });
  await acme.submitted(mira);
  for (const { rest } of [manager, acme]) await rest.get('/deputies');
  await manager.rest.delete(`/deputies/${deputy.id}`);
}

async function departures(
  acme: ExpenseAccount,
  { manager, mira }: { manager: Person; mira: Person },
): Promise<void> {
  const report = await acme.submitted(mira);
  await acme.rest.post(`/expense-reports/${report.id}/reassign`, { approverId: manager.id });
  await mira.rest.post(`/expense-reports/${report.id}/approve`, {});
  await acme.rest.get(`/users/${manager.id}/offboarding`);
  await acme.scimDeactivate(manager.id);
  const [event] = items(await acme.rest.get(`/provisioning/events?resource=${manager.id}`));
  await acme.rest.get(`/provisioning/events/${event?.id}/effects`);
  const console = await openConsole(acme.app, acme.account.admin);
  await console.get(`/reports/${report.id}`);
  await console.get(`/runs/${await undoLastRun(acme)}`);
  const other = await acme.person('other');
  const nl = acme.account.organizations.nl.id;
  await acme.rest.patch(`/users/${mira.id}`, { managerId: other.id, organizationId: nl });
  await acme.account.scim.delete(`/Users/${other.id}`);
  await acme.rest.patch(`/users/${mira.id}`, { managerId: manager.id });
}

/** Reports of admins, one of whom loses the role. */
async function waiting(acme: ExpenseAccount): Promise<void> {
  const owner = { id: acme.account.admin.id, rest: acme.rest };
  const other = await acme.person('second-admin', { role: 'admin' });
  await acme.submitted(owner);
  await acme.rest.get('/expense-reports?scope=all&waitingFor=no-approver');
  await acme.rest.patch(`/users/${other.id}`, { role: 'employee' });
}

/** The deletion of a final group, and its undo. */
async function finalGroupBack(acme: ExpenseAccount): Promise<void> {
  const group = await acme.rest.create('/groups', { displayName: 'Finance' });
  const path = `/organizations/${acme.account.organizations.parent.id}/approval-policy`;
  await acme.rest.patch(path, { finalGroupId: group.id });
  await acme.account.scim.delete(`/Groups/${group.id}`);
  await undoLastRun(acme);
}
