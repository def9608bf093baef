import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bootApp, type TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import { ExpenseAccount, type Person } from './expense-account.js';

describe.each(databaseLanes())('reports without an approver on $name', (lane) => {
  let app: TestApp;
  let acme: ExpenseAccount;
  let director: Person;
  let mira: Person;

  beforeAll(async () => {
    app = await bootApp(lane, { RATE_LIMIT_PER_ACCOUNT: 'off' });
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await ExpenseAccount.create(app);
    director = await acme.person('director');
    const manager = await acme.person('manager', { managerId: director.id });
    mira = await acme.person('mira', { managerId: manager.id });
  });

  it('wait visibly if nobody can approve, warn in the event, and find the next one who can', async () => {
    const { admin } = acme.account;
    const owner = { id: admin.id, rest: acme.rest };
    const clerk = await acme.person('clerk');
    await acme.rest.patch(`/users/${admin.id}`, { managerId: clerk.id });
    const report = await acme.submitted(owner);
    expect(report).toMatchObject({ currentApproverId: clerk.id });
    await acme.scimDeactivate(clerk.id);
    expect(await acme.report(report.id)).toMatchObject({
      currentApproverId: null,
      waitingFor: 'no-approver',
    });
    expect(await acme.eventOf(clerk.id)).toMatchObject({
      code: 'no-approver',
      detail: expect.stringContaining('1 expense report waits'),
    });
    await acme.submitted(mira);
    const waiting = (scope: string) =>
      acme.rest.read(`/expense-reports?scope=${scope}&waitingFor=no-approver`);
    expect(await waiting('all')).toMatchObject({ total: 1, items: [{ id: report.id }] });
    expect(await waiting('own')).toMatchObject({ total: 1 });
    expect(await mira.rest.read('/expense-reports?waitingFor=no-approver')).toMatchObject({ total: 0 });
    expect(await acme.rest.read('/expense-reports?scope=all&waitingFor=reroute')).toMatchObject({ total: 0 });
    expect(await acme.rest.get('/expense-reports?waitingFor=anna')).toMatchObject({ status: 400 });
    await acme.rest.patch(`/users/${mira.id}`, { role: 'admin' });
    expect(await acme.report(report.id)).toMatchObject({ currentApproverId: mira.id, waitingFor: null });
    expect(await waiting('all')).toMatchObject({ total: 0 });
  });

  it('find an approver with every change that brings one', async () => {
    const { admin, organizations } = acme.account;
    const { nl, parent } = organizations;
    const gone = await acme.person('gone', { active: false });
    const member = await acme.person('member');
    const final = await acme.person('final');
    const group = await acme.rest.create('/groups', { displayName: 'Finance' });
    const below = await acme.rest.create('/organizations', { name: 'Below', parentId: nl.id });
    const rules = (organizationId: string, changes: object) =>
      acme.rest.patch(`/organizations/${organizationId}/approval-policy`, changes);
    await rules(nl.id, { finalGroupId: group.id, fallback: 'final' });
    await acme.rest.patch(`/users/${admin.id}`, { organizationId: below.id, managerId: gone.id });
    const { id, waitingFor } = await acme.submitted({ id: admin.id, rest: acme.rest });
    expect(waitingFor).toBe('no-approver');
    const approver = async () => (await acme.report(id)).currentApproverId;

    await acme.account.scim.patch(`/Groups/${group.id}`, [
      { op: 'add', path: 'members', value: [{ value: member.id }] },
    ]);
    expect(await approver()).toBe(member.id);
    await acme.rest.delete(`/groups/${group.id}/members/${member.id}`);
    expect(await approver()).toBeNull();

    await rules(nl.id, { finalGroupId: null, finalApproverId: final.id });
    expect(await approver()).toBe(final.id);
    await acme.scimDeactivate(final.id);
    expect(await approver()).toBeNull();

    await acme.rest.patch(`/users/${gone.id}`, { managerId: member.id });
    expect(await approver()).toBe(member.id);
    await acme.rest.patch(`/users/${gone.id}`, { managerId: null });
    await acme.scimDeactivate(member.id);
    expect(await approver()).toBeNull();

    await rules(parent.id, { finalApproverId: director.id, fallback: 'final' });
    expect(await approver()).toBeNull();
    await acme.rest.patch(`/organizations/${below.id}`, { parentId: parent.id });
    expect(await approver()).toBe(director.id);
    await acme.scimDeactivate(director.id);
    expect(await approver()).toBeNull();

    const second = await acme.rest.create('/users', { userName: 'second@acme.example', role: 'admin' });
    expect(await approver()).toBe(second.id);
  });
});
