import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ApprovalStep } from '../../src/expenses/approval-step.entity.js';
import { RerouteWorker } from '../../src/expenses/reroute-worker.service.js';
import { equal } from '../../src/platform/database/sql/predicate.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { problem } from '../rest/rest-client.js';
import { bootApp, type TestApp } from '../support/app.js';
import { until } from '../support/condition.js';
import { databaseLanes } from '../support/lanes.js';
import { act, ExpenseAccount, openStep, type Person } from './expense-account.js';
import { storeReports } from './many-reports.js';

const ROUNDS = 8;
const LONG = { from: '2020-01-01T00:00:00Z', until: '2100-01-01T00:00:00Z' };

describe.each(databaseLanes())('what people try with approvals on $name', (lane) => {
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

  const group = async (displayName: string, ...members: Person[]) => {
    const { id } = await acme.rest.create('/groups', { displayName });
    for (const member of members) await acme.rest.put(`/groups/${id}/members/${member.id}`);
    return id;
  };
  const removeMember = (groupId: string, { id }: Person) =>
    acme.account.scim.patch(`/Groups/${groupId}`, [{ op: 'remove', path: `members[value eq "${id}"]` }]);

  /** Undoes a part of the only run of the identity provider. */
  const undo = async (only: string) => {
    let run = '';
    await until('the run is there', async () => {
      const { items } = (await acme.rest.read('/provisioning/runs?via=scim')) as unknown as {
        items: { id: string }[];
      };
      run = items[0]?.id ?? '';
      return run !== '';
    });
    const { body } = await acme.rest.post(`/provisioning/runs/${run}/undo`, { only: [only] });
    const { job } = body as { job: string };
    await until('the undo has ended', async () => {
      const { state } = (await acme.rest.read(`/jobs/${job}`)) as unknown as { state: string };
      return state === 'done';
    });
  };

  it('each gets an answer when a new report is submitted, taken back and decided at once', async () => {
    const call = ({ rest }: Person, id: string, action: string) =>
      rest.post(`/expense-reports/${id}/${action}`, {});
    for (let round = 0; round < ROUNDS; round++) {
      const { id } = await mira.rest.create('/expense-reports', { title: 'Taxi', currency: 'EUR', total: 1 });
      const answers = await Promise.all([
        call(mira, id, 'submit'),
        call(mira, id, 'retract'),
        call(mira, id, 'submit'),
        call(manager, id, 'approve'),
        call(mira, id, 'retract'),
      ]);
      for (const { status } of answers) expect([200, 404, 409]).toContain(status);
      const { status, steps } = await acme.report(id);
      const open = steps.filter(({ outcome }) => outcome === null);
      expect(open).toHaveLength(status === 'submitted' ? 1 : 0);
    }
  });

  it('one of two decides, and the other is told', async () => {
    const [anna, bea] = [await acme.person('anna'), await acme.person('bea')];
    await acme.policy({ finalGroupId: await group('Finance', anna, bea), finalFrom: 0 });
    for (let round = 0; round < ROUNDS; round++) {
      const { id } = await acme.submitted(mira);
      await act(manager.rest, id, 'approve');
      const answers = await Promise.all(
        [anna, bea].map(({ rest }, index) =>
          rest.post(`/expense-reports/${id}/${index === 0 ? 'approve' : 'reject'}`, {}),
        ),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
      const { status, steps } = await acme.report(id);
      expect(status).toBe(answers[0]?.status === 200 ? 'approved' : 'rejected');
      expect(steps).toHaveLength(2);
    }
  });

  it('nobody decides a report twice: not by a group, not after their deputy, and not by hand', async () => {
    const [lotte, anna] = [await acme.person('lotte'), await acme.person('anna')];
    await acme.policy({ finalGroupId: await group('Finance', manager, lotte, anna, mira), finalFrom: 0 });
    const { id } = await manager.rest.create('/deputies', { deputyId: lotte.id, ...LONG });
    const first = await acme.submitted(mira);
    expect(openStep(await act(lotte.rest, first.id, 'approve'))).toMatchObject({ approverId: anna.id });
    const refusal = problem(403, 'not-your-decision');
    for (const { rest } of [lotte, manager, mira]) {
      expect(await rest.post(`/expense-reports/${first.id}/approve`, {})).toMatchObject(refusal);
    }
    await manager.rest.delete(`/deputies/${id}`);
    const second = await acme.submitted(mira);
    await act(manager.rest, second.id, 'approve');
    const again = await acme.rest.post(`/expense-reports/${second.id}/reassign`, { approverId: manager.id });
    expect(again).toMatchObject(problem(400, 'approver-unusable'));
  });

  it('who decides for the group in place of a deputy does so in their own name', async () => {
    const [anna, bea, lotte] = [
      await acme.person('anna'),
      await acme.person('bea'),
      await acme.person('lotte'),
    ];
    await acme.policy({ finalGroupId: await group('Finance', anna, bea), finalFrom: 0 });
    await anna.rest.create('/deputies', { deputyId: lotte.id, ...LONG });
    const { id } = await acme.submitted(mira);
    const waiting = await act(manager.rest, id, 'approve');
    expect(openStep(waiting)).toMatchObject({ approverId: lotte.id, replacedId: anna.id });
    const { steps } = await act(bea.rest, id, 'approve');
    expect(steps[1]).toMatchObject({ approverId: bea.id, origin: 'final', replacedId: null });
  });

  it('an undo gives nothing back to somebody who is not active', async () => {
    const { id } = await acme.submitted(mira);
    const team = await group('Team', manager);
    await removeMember(team, manager);
    await acme.scimDeactivate(manager.id);
    await undo('membersRemoved');
    expect(await acme.report(id)).toMatchObject({ currentApproverId: director.id });
    expect(await act(director.rest, id, 'approve')).toMatchObject({ status: 'approved' });
  });

  it('an undo leaves with others what people have given to them by hand', async () => {
    const other = await acme.person('other');
    const { id } = await acme.submitted(mira);
    const team = await group('Team', manager);
    await removeMember(team, manager);
    await acme.rest.post(`/expense-reports/${id}/reassign`, { approverId: other.id });
    await undo('membersRemoved');
    expect(await acme.report(id)).toMatchObject({ currentApproverId: other.id });
  });

  it('reports of leavers are shown only to those who may submit them', async () => {
    const { id } = await mira.rest.create('/expense-reports', { title: 'Taxi', currency: 'EUR', total: 1 });
    const controller = await acme.person('controller', { role: 'controller' });
    await acme.scimDeactivate(mira.id);
    const listed = async ({ rest }: Person) => {
      const { items, total } = await rest.read('/expense-reports?scope=leavers');
      expect(items).toHaveLength(total as number);
      return (items as { id: string }[]).map((report) => report.id);
    };
    expect(await listed(manager)).toEqual([id]);
    expect(await listed(controller)).toEqual([]);
    await acme.policy({ submitForLeaver: 'controller' });
    expect(await listed(manager)).toEqual([]);
    expect(await listed(controller)).toEqual([id]);
    await acme.policy({ submitForLeaver: 'manager', leaverDays: 0 });
    expect(await listed(manager)).toEqual([]);
    expect(await manager.rest.get(`/expense-reports/${id}`)).toMatchObject(problem(404, 'not-found'));
    await acme.policy({ leaverDays: 30 });
    await acme.account.scim.delete(`/Users/${mira.id}`);
    expect(await listed(manager)).toEqual([id]);
    expect(await act(manager.rest, id, 'submit')).toMatchObject({ status: 'submitted' });
  });

  it('a report that waits goes on once a policy, a member or a manager leads to somebody', async () => {
    const { admin } = acme.account;
    const { id } = await acme.submitted({ id: admin.id, rest: acme.rest });
    const approver = async () => (await acme.report(id)).currentApproverId;
    expect(await approver()).toBeNull();
    const finance = await group('Finance');
    await acme.policy({ finalGroupId: finance, fallback: 'final' });
    expect(await approver()).toBeNull();
    await acme.rest.put(`/groups/${finance}/members/${mira.id}`);
    expect(await approver()).toBe(mira.id);
    await removeMember(finance, mira);
    await acme.policy({ finalApproverId: director.id });
    expect(await approver()).toBe(director.id);
  });

  it('a report that was submitted while somebody was given the right to approve finds them later', async () => {
    const { id } = await acme.submitted(mira);
    const missed = { approverId: null, waitingFor: 'no-approver' } as const;
    await app
      .get(UnitOfWork)
      .write(acme.account.id, (tx) => tx.update(ApprovalStep, missed, equal('reportId', id)));
    await app.get(RerouteWorker).lookAgain();
    expect(await acme.report(id)).toMatchObject({ currentApproverId: manager.id });
  });

  it('a new manager of somebody with very many reports gets them, and the change does not wait', async () => {
    const other = await acme.person('other');
    await storeReports(acme, { owner: mira, approver: manager, count: 1_100 });
    const { id: late } = await acme.submitted(mira);
    await acme.policy({ levels: 1 });
    await act(manager.rest, late, 'approve');
    const byHand = await acme.submitted(mira);
    await acme.rest.post(`/expense-reports/${byHand.id}/reassign`, { approverId: director.id });
    app.statements.clear();
    await acme.rest.patch(`/users/${mira.id}`, { managerId: other.id });
    expect(app.statements.statements.length).toBeLessThan(40);
    await until(
      'all reports have moved',
      async () => (await other.rest.read('/approvals'))['total'] === 1_100,
    );
    for (const id of [late, byHand.id])
      expect(await acme.report(id)).toMatchObject({ currentApproverId: director.id });
  });

  it('the deletion of somebody in many groups takes no more statements than of somebody in one', async () => {
    const costs = [];
    for (const [name, count] of [
      ['one', 1],
      ['many', 6],
    ] as const) {
      const person = await acme.person(name);
      for (let number = 0; number < count; number++) await group(`Of ${name} ${number}`, person);
      app.statements.clear();
      await acme.account.scim.delete(`/Users/${person.id}`);
      costs.push(app.statements.statements.length);
    }
    expect(costs[1]).toBe(costs[0]);
  });

  it('periods of deputies exist, and are not over', async () => {
    const add = (from: string, end: string) =>
      manager.rest.post('/deputies', { deputyId: director.id, from, until: end });
    expect(await add(LONG.from, '9999-12-31T23:59:59-23:59')).toMatchObject(problem(400, 'invalid-input'));
    expect(await add('2026-02-30T00:00:00Z', LONG.until)).toMatchObject(problem(400, 'invalid-input'));
    expect(await add('2020-01-01T00:00:00Z', '2020-01-02T00:00:00Z')).toMatchObject(
      problem(400, 'deputy-unusable'),
    );
    expect(await add(LONG.from, LONG.until)).toMatchObject({ status: 201 });
  });
});
