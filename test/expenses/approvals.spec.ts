import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MOST_DEPUTIES } from '../../src/expenses/refusals.js';
import { items, problem } from '../rest/rest-client.js';
import { bootApp, type TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import {
  act,
  ExpenseAccount,
  openStep,
  switchExpenses,
  undoLastRun,
  type Person,
} from './expense-account.js';
import { moveMany } from './many-reports.js';

describe.each(databaseLanes())('approvals on $name', (lane) => {
  let app: TestApp;
  let acme: ExpenseAccount;
  let director: Person;
  let manager: Person;
  let mira: Person;

  beforeAll(async () => {
    app = await bootApp(lane, { RATE_LIMIT_PER_ACCOUNT: 'off' });
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await ExpenseAccount.create(app);
    director = await acme.person('director');
    manager = await acme.person('manager', { managerId: director.id });
    mira = await acme.person('mira', { managerId: manager.id });
  });

  it('go to the manager, and end with the approval', async () => {
    const report = await acme.submitted(mira);
    expect(report).toMatchObject({ status: 'submitted', currentApproverId: manager.id, ownerName: 'mira' });
    expect((await manager.rest.read('/approvals'))['items']).toMatchObject([{ id: report.id }]);
    expect(await director.rest.post(`/expense-reports/${report.id}/approve`, {})).toMatchObject(
      problem(404, 'not-found'),
    );
    expect(await mira.rest.post(`/expense-reports/${report.id}/approve`, {})).toMatchObject(
      problem(403, 'not-your-decision'),
    );
    const approved = await act(manager.rest, report.id, 'approve', { note: 'Fine.' });
    expect(approved).toMatchObject({
      status: 'approved',
      currentApproverId: null,
      steps: [{ position: 1, approverId: manager.id, origin: 'manager', outcome: 'approved', note: 'Fine.' }],
    });
    expect(await act(acme.rest, report.id, 'close')).toMatchObject({ status: 'closed' });
    expect(await manager.rest.post(`/expense-reports/${report.id}/close`, {})).toMatchObject(
      problem(403, 'role-needed'),
    );
  });

  it('can be rejected, retracted, changed and submitted again', async () => {
    const report = await acme.submitted(mira);
    const path = `/expense-reports/${report.id}`;
    expect(await mira.rest.patch(path, { total: 1 })).toMatchObject(problem(409, 'report-status'));
    expect(await act(mira.rest, report.id, 'retract')).toMatchObject({ status: 'open' });
    await act(mira.rest, report.id, 'submit');
    expect(await act(manager.rest, report.id, 'reject', { note: 'Too much.' })).toMatchObject({
      status: 'rejected',
    });
    expect(await mira.rest.patch(path, { total: 9_000 })).toMatchObject({ status: 200 });
    const again = await act(mira.rest, report.id, 'submit');
    expect(again.steps.map(({ position, outcome }) => [position, outcome])).toEqual([
      [1, 'retracted'],
      [2, 'rejected'],
      [3, null],
    ]);
    expect(again).toMatchObject({ total: 9_000, currentApproverId: manager.id });
  });

  it('go on to the next one up in the transaction that deactivates the approver', async () => {
    const report = await acme.submitted(mira);
    expect(await acme.scimDeactivate(manager.id)).toMatchObject({ status: 200 });
    const moved = await acme.report(report.id);
    expect(moved).toMatchObject({ currentApproverId: director.id, status: 'submitted' });
    expect(openStep(moved)).toMatchObject({ origin: 'rerouted', replacedId: manager.id });
    expect(moved.steps).toHaveLength(1);
    const { id } = await acme.eventOf(manager.id);
    expect((await acme.rest.read(`/provisioning/events/${id}/effects`))['items']).toEqual([
      {
        reportId: report.id,
        title: 'Trade fair',
        ownerName: 'mira',
        fromId: manager.id,
        fromName: 'manager',
        toId: director.id,
        toName: 'director',
        reason: 'deactivated',
      },
    ]);
    // Reactivation takes nothing back, and new reports reach the manager again.
    await acme.scimDeactivate(manager.id, true);
    expect(await acme.report(report.id)).toMatchObject({ currentApproverId: director.id });
    expect(await acme.submitted(mira)).toMatchObject({ currentApproverId: manager.id });
  });

  it('go on when the approver is deleted, and the owner keeps a frozen name', async () => {
    const report = await acme.submitted(mira);
    await acme.account.scim.delete(`/Users/${manager.id}`);
    expect(await acme.report(report.id)).toMatchObject({ currentApproverId: acme.account.admin.id });
    await acme.account.scim.delete(`/Users/${mira.id}`);
    expect(await acme.report(report.id)).toMatchObject({ ownerName: 'mira', status: 'submitted' });
  });

  it('of an owner who is deactivated go on, and others submit what is open', async () => {
    const report = await acme.submitted(mira);
    const open = await mira.rest.create('/expense-reports', { title: 'Hotel', currency: 'EUR', total: 5 });
    await acme.scimDeactivate(mira.id);
    expect(await act(manager.rest, report.id, 'approve')).toMatchObject({ status: 'approved' });
    expect((await manager.rest.read('/expense-reports?scope=leavers'))['items']).toMatchObject([
      { id: open.id },
    ]);
    expect(await director.rest.get(`/expense-reports/${open.id}`)).toMatchObject(problem(404, 'not-found'));
    expect(await act(manager.rest, open.id, 'submit')).toMatchObject({ currentApproverId: manager.id });
    await acme.policy({ submitForLeaver: 'nobody' });
    await act(manager.rest, open.id, 'retract');
    expect(await manager.rest.post(`/expense-reports/${open.id}/submit`, {})).toMatchObject(
      problem(403, 'not-on-behalf'),
    );
  });

  it('follow the manager and the organization of the owner', async () => {
    const other = await acme.person('other');
    const report = await acme.submitted(mira);
    const open = await mira.rest.create('/expense-reports', { title: 'Hotel', currency: 'EUR', total: 5 });
    const { nl, parent } = acme.account.organizations;
    await acme.rest.patch(`/users/${mira.id}`, { managerId: other.id, organizationId: nl.id });
    expect(await acme.report(report.id)).toMatchObject({
      currentApproverId: other.id,
      organizationId: parent.id,
    });
    expect(await acme.report(open.id)).toMatchObject({ organizationId: nl.id });
  });

  it('ask as many levels and the final approver as the policy says', async () => {
    const cfo = await acme.person('cfo');
    await acme.policy({ levels: 1, finalApproverId: cfo.id, finalFrom: 20_000 });
    const small = await acme.submitted(mira, 19_999);
    expect(await act(manager.rest, small.id, 'approve')).toMatchObject({ currentApproverId: director.id });
    expect(await act(director.rest, small.id, 'approve')).toMatchObject({ status: 'approved' });
    const large = await acme.submitted(mira, 20_000);
    await act(manager.rest, large.id, 'approve');
    const last = await act(director.rest, large.id, 'approve');
    expect(openStep(last)).toMatchObject({ approverId: cfo.id, origin: 'final', position: 3 });
    await acme.scimDeactivate(cfo.id);
    expect(await acme.report(large.id)).toMatchObject({ currentApproverId: acme.account.admin.id });
  });

  it('may be decided by any member of the final group, and leave with the membership', async () => {
    const [anna, bea] = [await acme.person('anna'), await acme.person('bea')];
    const group = await acme.rest.create('/groups', { displayName: 'Finance' });
    for (const { id } of [anna, bea]) await acme.rest.put(`/groups/${group.id}/members/${id}`);
    await acme.policy({ finalGroupId: group.id, finalFrom: 0 });
    const first = await acme.submitted(mira);
    expect(await act(manager.rest, first.id, 'approve')).toMatchObject({ currentApproverId: anna.id });
    expect((await bea.rest.read('/approvals'))['items']).toMatchObject([{ id: first.id }]);
    await acme.rest.delete(`/groups/${group.id}/members/${anna.id}`);
    expect(await acme.report(first.id)).toMatchObject({ currentApproverId: bea.id });
    expect(await act(bea.rest, first.id, 'approve')).toMatchObject({ status: 'approved' });
  });

  it('reach a deputy', async () => {
    const lotte = await acme.person('lotte');
    const period = { from: '2020-01-01T00:00:00Z', until: '2100-01-01T00:00:00Z' };
    const path = '/deputies';
    const { id } = await manager.rest.create(path, { deputyId: lotte.id, ...period });
    const report = await acme.submitted(mira);
    expect(openStep(report)).toMatchObject({
      approverId: lotte.id,
      origin: 'deputy',
      replacedId: manager.id,
    });
    expect(await mira.rest.post(path, { userId: manager.id, deputyId: mira.id, ...period })).toMatchObject(
      problem(403, 'role-needed'),
    );
    await acme.scimDeactivate(lotte.id);
    expect(await acme.report(report.id)).toMatchObject({ currentApproverId: manager.id });
    expect(await lotte.rest.delete(`/deputies/${id}`)).toMatchObject({ status: 401 });
    expect(await manager.rest.delete(`/deputies/${id}`)).toMatchObject({ status: 204 });
    const add = () => manager.rest.post(path, { deputyId: mira.id, ...period });
    for (let count = 0; count < MOST_DEPUTIES; count++) expect(await add()).toMatchObject({ status: 201 });
    expect(await add()).toMatchObject(problem(409, 'too-many-deputies'));
  });

  it('can be given to somebody by hand, who stays', async () => {
    const report = await acme.submitted(mira);
    const to = (approverId: string) =>
      acme.rest.post(`/expense-reports/${report.id}/reassign`, { approverId });
    expect(await to(mira.id)).toMatchObject(problem(400, 'approver-unusable'));
    await acme.rest.patch(`/users/${mira.id}`, { role: 'controller' });
    expect(
      await mira.rest.post(`/expense-reports/${report.id}/reassign`, { approverId: director.id }),
    ).toMatchObject(problem(403, 'role-needed'));
    const given = await to(director.id);
    expect(given).toMatchObject({ status: 200 });
    expect(await to(director.id)).toMatchObject({ status: 200, body: given.body });
    expect(items(await acme.rest.get('/audit?action=expense-report.reassigned'))).toHaveLength(1);
    const other = await acme.person('other');
    await acme.rest.patch(`/users/${mira.id}`, { managerId: other.id });
    const moved = await acme.report(report.id);
    expect(openStep(moved)).toMatchObject({ approverId: director.id, origin: 'manual' });
  });

  it('go back with the undo of a run, unless the successor has decided', async () => {
    const [kept, decided] = [await acme.submitted(mira), await acme.submitted(mira)];
    await acme.scimDeactivate(manager.id);
    await act(director.rest, decided.id, 'approve');
    await undoLastRun(acme);
    expect(openStep(await acme.report(kept.id))).toMatchObject({ approverId: manager.id, origin: 'manager' });
    expect(await acme.report(decided.id)).toMatchObject({ status: 'approved' });
  });

  it('leave with the membership, also in a group whose deletion was undone', async () => {
    const [anna, bea] = [await acme.person('anna'), await acme.person('bea')];
    const group = await acme.rest.create('/groups', { displayName: 'Finance' });
    for (const { id } of [anna, bea]) await acme.rest.put(`/groups/${group.id}/members/${id}`);
    await acme.policy({ finalGroupId: group.id, finalFrom: 0 });
    await acme.account.scim.delete(`/Groups/${group.id}`);
    await undoLastRun(acme);
    const report = await acme.submitted(mira);
    await act(manager.rest, report.id, 'approve');
    expect(await acme.report(report.id)).toMatchObject({ currentApproverId: anna.id });
    await acme.rest.delete(`/groups/${group.id}/members/${anna.id}`);
    expect(await acme.report(report.id)).toMatchObject({ currentApproverId: bea.id });
  });

  it('of more reports than one transaction moves are moved by a job, and not decided meanwhile', async () => {
    const moved = await moveMany(acme, { owner: mira, from: manager, to: director, count: 1_200 });
    expect(moved).toBe(1_200);
  });

  it('are only for accounts with the module, and only for those whom they concern', async () => {
    const report = await acme.submitted(mira);
    const stranger = await acme.person('stranger');
    expect(await stranger.rest.get(`/expense-reports/${report.id}`)).toMatchObject(problem(404, 'not-found'));
    expect((await stranger.rest.read('/expense-reports?scope=all'))['total']).toBe(0);
    const globex = await ExpenseAccount.create(app);
    expect(await globex.rest.get(`/expense-reports/${report.id}`)).toMatchObject(problem(404, 'not-found'));
    expect(await globex.rest.get(`/users/${mira.id}/offboarding`)).toMatchObject(problem(404, 'not-found'));
    expect(await mira.rest.get(`/users/${mira.id}/offboarding`)).toMatchObject({ status: 403 });
    expect(await acme.rest.read(`/users/${manager.id}/offboarding`)).toMatchObject({
      openReports: 0,
      stepsToDecide: 1,
      managerOf: 1,
      finalApproverOf: [],
      deputyOf: [],
    });
    await switchExpenses(app, acme.account.id, false);
    expect(await mira.rest.get('/expense-reports')).toMatchObject(problem(403, 'expenses-module-off'));
  });
});
