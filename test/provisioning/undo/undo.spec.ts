import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { idIs } from '../../../src/platform/database/sql/predicate.js';
import { Run } from '../../../src/provisioning/journal/run.entity.js';
import { UndoJob, type JobState } from '../../../src/provisioning/undo/undo-job.entity.js';
import { problem, restOf, type RestClient, type Stored } from '../../rest/rest-client.js';
import { addAccount, logIn, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { openConsole } from '../../support/console.js';
import { databaseLanes } from '../../support/lanes.js';
import { CORE, resource } from '../../support/scim-client.js';

interface Entry {
  resourceType: string;
  id: string;
  name: string;
  path: string;
  reason?: string;
}

interface Plan {
  restore: Entry[];
  skip: Entry[];
  impossible: Entry[];
  totals: { restore: number; skip: number; impossible: number };
}

describe.each(databaseLanes())('undoing a run on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;
  let mira: string;
  let jan: string;
  let sales: string;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  /** Two people and a group that were there before the run. */
  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
    mira = await person('mira', { title: 'Clerk', password: 'a secret of twelve' });
    jan = await person('jan');
    sales = (await rest.create('/groups', { displayName: 'Sales' })).id;
    for (const id of [mira, jan]) await rest.put(`/groups/${sales}/members/${id}`);
  });

  const person = async (name: string, more: Record<string, unknown> = {}) =>
    (await rest.create('/users', { userName: `${name}@acme.example`, ...more })).id;
  const deactivate = (id: string) =>
    acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }]);
  const scimRun = async (): Promise<string> => {
    const [run] = (await rest.read('/provisioning/runs?via=scim'))['items'] as { id: string }[];
    return run?.id ?? '';
  };
  const plan = async (run: string, choice: object = {}): Promise<Plan> =>
    resource(
      await rest.post(`/provisioning/runs/${run}/undo`, { dryRun: true, ...choice }),
      200,
    ) as unknown as Plan;
  const undo = async (run: string, choice: object = {}) => {
    const answer = await rest.post(`/provisioning/runs/${run}/undo`, choice);
    return ended(String(resource(answer, 202)['job']));
  };
  const ended = async (job: string) => {
    await until('the undo has ended', async () => (await rest.read(`/jobs/${job}`))['state'] !== 'running');
    return rest.read(`/jobs/${job}`);
  };
  const memberIds = async () =>
    ((await rest.read(`/groups/${sales}`))['members'] as { id: string }[]).map(({ id }) => id).toSorted();

  it('restores a deleted user with id, password, values and memberships; sessions and keys stay ended', async () => {
    const before = await rest.read(`/users/${mira}`);
    expect((await logIn(app, acme, 'mira@acme.example', 'a secret of twelve')).status).toBe(200);
    await acme.scim.delete(`/Users/${mira}`);
    expect((await rest.get(`/users/${mira}`)).status).toBe(404);
    const run = await scimRun();
    expect((await plan(run)).restore.map(({ path }) => path)).toEqual([
      'deleted',
      `members[value eq "${mira}"]`,
    ]);
    await undo(run);
    const { version, updatedAt, ...after } = await rest.read(`/users/${mira}`);
    expect(before).toMatchObject(after);
    expect(version).toBeGreaterThan(before.version);
    expect(updatedAt).not.toBe(before['updatedAt']);
    expect(await memberIds()).toEqual([mira, jan].toSorted());
    expect((await logIn(app, acme, 'mira@acme.example', 'a secret of twelve')).status).toBe(200);
  });

  it('leaves what somebody has changed since, and says who', async () => {
    await deactivate(mira);
    await deactivate(jan);
    const run = await scimRun();
    await rest.patch(`/users/${mira}`, { active: true });
    await acme.scim.delete(`/Users/${jan}`);
    const { skip, restore, totals } = await plan(run);
    // Deleting Jan belongs to the same run: he comes back as he was before it.
    expect(restore.map(({ id, path }) => [id, path])).toEqual([
      [jan, 'deleted'],
      [sales, `members[value eq "${jan}"]`],
    ]);
    expect(skip).toEqual([]);
    expect(totals).toEqual({ restore: 2, skip: 0, impossible: 0 });

    await acme.scim.patch(`/Users/${mira}`, [{ op: 'replace', path: 'title', value: 'Lead' }]);
    await rest.patch(`/users/${mira}`, { title: 'Director' });
    expect((await plan(run)).skip).toEqual([
      {
        resourceType: 'User',
        id: mira,
        name: 'mira@acme.example',
        path: 'title',
        reason: `Changed since by ${acme.admin.userName}.`,
      },
    ]);
  });

  it('says which name is taken by whom', async () => {
    await acme.scim.delete(`/Users/${jan}`);
    const run = await scimRun();
    const other = await person('jan');
    const { impossible } = await plan(run);
    expect(impossible.map(({ path, reason }) => [path, reason])).toEqual([
      ['deleted', 'The user name jan@acme.example is taken by another user.'],
    ]);
    const job = await undo(run);
    expect(job['result']).toMatchObject({ totals: { restore: 0, impossible: 2 } });
    expect((await rest.get(`/users/${other}`)).status).toBe(200);
    expect((await rest.get(`/users/${jan}`)).status).toBe(404);
  });

  it('undoes only the chosen kinds, or what happened to the chosen people', async () => {
    await acme.scim.patch(`/Users/${mira}`, [{ op: 'replace', value: { active: false, title: 'Lead' } }]);
    await deactivate(jan);
    await acme.scim.patch(`/Groups/${sales}`, [{ op: 'remove', path: 'members' }]);
    const run = await scimRun();
    await undo(run, { only: ['deactivated'], users: [mira] });
    expect(await rest.read(`/users/${mira}`)).toMatchObject({ active: true, title: 'Lead' });
    expect(await rest.read(`/users/${jan}`)).toMatchObject({ active: false });
    expect(await rest.read(`/provisioning/runs/${run}`)).toMatchObject({ undoneInPart: true });
    await undo(run, { only: ['membersRemoved'] });
    expect(await memberIds()).toEqual([mira, jan].toSorted());
    expect(await rest.read(`/users/${jan}`)).toMatchObject({ active: false });
    await undo(run);
    expect(await rest.read(`/users/${mira}`)).toMatchObject({ active: true, title: 'Clerk' });
    expect(await rest.read(`/users/${jan}`)).toMatchObject({ active: true });
    expect(await rest.read(`/provisioning/runs/${run}`)).toMatchObject({ undoneInPart: false });
    await undo(run, { only: ['deactivated'] });
    expect(await rest.read(`/provisioning/runs/${run}`)).toMatchObject({ undoneInPart: false });
  });

  it('brings those back whom the run itself created, if only deactivations are undone', async () => {
    const { id } = await acme.scim.create('/Users', { userName: 'starter@acme.example' });
    await deactivate(id);
    const run = await scimRun();
    expect(await plan(run, { only: ['deactivated'] })).toMatchObject({ restore: [{ id, path: 'active' }] });
    await undo(run, { only: ['deactivated'] });
    expect(await rest.read(`/users/${id}`)).toMatchObject({ active: true });
  });

  it('gives exchanged names back', async () => {
    const rename = (id: string, name: string) =>
      acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'userName', value: `${name}@acme.example` }]);
    await rename(mira, 'other');
    await rename(jan, 'mira');
    await rename(mira, 'jan');
    await undo(await scimRun());
    expect(await rest.read(`/users/${mira}`)).toMatchObject({ userName: 'mira@acme.example' });
    expect(await rest.read(`/users/${jan}`)).toMatchObject({ userName: 'jan@acme.example' });
  });

  it('deletes what the run created, but not what has been changed since', async () => {
    const create = async (name: string) =>
      resource(await acme.scim.post('/Users', { schemas: [CORE], userName: `${name}@acme.example` }), 201).id;
    const [kept, gone] = [await create('kept'), await create('gone')];
    const run = await scimRun();
    await rest.patch(`/users/${kept}`, { title: 'Lead' });
    const job = await undo(run);
    expect(job['result']).toMatchObject({
      totals: { restore: 1, skip: 1, impossible: 0 },
      skip: [{ id: kept, path: 'created', reason: `Changed since by ${acme.admin.userName}.` }],
    });
    expect((await rest.get(`/users/${kept}`)).status).toBe(200);
    expect((await rest.get(`/users/${gone}`)).status).toBe(404);
  });

  it('is one at a time, once, and in the audit trail', async () => {
    await deactivate(mira);
    const run = await scimRun();
    const answers = await Promise.all([1, 2, 3].map(() => rest.post(`/provisioning/runs/${run}/undo`, {})));
    expect(answers.some(({ status }) => status === 202)).toBe(true);
    expect(answers.filter(({ status }) => status !== 202 && status !== 409)).toEqual([]);
    for (const { status, body } of answers) if (status === 202) await ended(String(body['job']));
    const again = await undo(run);
    expect(again['result']).toMatchObject({ totals: { restore: 0, skip: 0, impossible: 0 } });
    const entries = (await rest.read('/audit?action=user.changed'))['items'] as { changes: unknown[] }[];
    expect(entries.filter(({ changes }) => JSON.stringify(changes).includes('"active"'))).toHaveLength(1);
  });

  it("says so in the trail of each person, which the person's page shows", async () => {
    await deactivate(mira);
    const run = await scimRun();
    await undo(run);
    expect((await rest.read(`/audit?action=user.changed&user=${mira}`))['items']).toMatchObject([
      {
        action: 'user.changed',
        actor: acme.admin.userName,
        subject: { name: 'mira@acme.example' },
        changes: [{ path: 'active', old: false, new: true }],
        detail: `Undo of the run ${run}`,
      },
    ]);
    const console = await openConsole(app, acme.admin);
    expect((await console.get(`/people/${mira}`)).html).toContain(`href="/audit?user=${mira}"`);
    expect((await console.get(`/audit?user=${mira}`)).text).toContain(`Undo of the run ${run}`);
    expect((await console.get(`/audit?user=${jan}`)).text).not.toContain('Undo of the run');
    expect((await console.get('/audit?user=mira')).text).toContain('Enter the id of a user');
  });

  it('does not meet an undo of the same changes that is under way, however often they were undone', async () => {
    await deactivate(mira);
    const run = await scimRun();
    const start = (id: string) => rest.post(`/provisioning/runs/${id}/undo`, {});
    const set = (job: string, state: JobState) =>
      app.get(UnitOfWork).write(acme.id, (tx) => {
        const leaseUntil = new Date(Date.now() + 600_000).toISOString();
        return tx.update(UndoJob, { state, leaseUntil }, idIs(job));
      });
    const undoRun = (job: Stored) => (job['result'] as { undoRun: string }).undoRun;
    const first = await undo(run);
    await set(first.id, 'running');
    for (const id of [run, undoRun(first)]) {
      expect(await start(id)).toMatchObject(problem(409, 'undo-running'));
    }
    const others = (await rest.read('/provisioning/runs?via=rest'))['items'] as Stored[];
    const other = others.find(({ undoOf }) => undoOf === null);
    expect((await start(String(other?.id))).status).toBe(202);
    await set(first.id, 'done');
    const second = await undo(undoRun(first));
    const third = await undo(undoRun(second));
    await set(third.id, 'running');
    for (const id of [run, undoRun(first), undoRun(second), undoRun(third)]) {
      expect(await start(id)).toMatchObject(problem(409, 'undo-running'));
    }
    await set(third.id, 'done');
    const { asked } = await app.get(UnitOfWork).write(acme.id, async (tx) => {
      await tx.find(Run, { columns: ['id'], where: idIs(run), forUpdate: true });
      const underway = Promise.all([start(run), start(undoRun(first))]);
      // Both wait for the run, so that neither can end before the other begins.
      await sleep(500);
      return { asked: underway };
    });
    const statuses = (await asked).map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([202, 409]);
  });

  it('stays within the account, and is for admins', async () => {
    await deactivate(mira);
    const run = await scimRun();
    const other = restOf(app, await addAccount(app));
    expect((await other.post(`/provisioning/runs/${run}/undo`, {})).status).toBe(404);
    expect((await other.post(`/provisioning/runs/${run}/undo`, { dryRun: true })).status).toBe(404);
    const job = String(resource(await rest.post(`/provisioning/runs/${run}/undo`, {}), 202)['job']);
    expect((await other.get(`/jobs/${job}`)).status).toBe(404);
    await until('the undo has ended', async () => (await rest.read(`/jobs/${job}`))['state'] !== 'running');
    expect((await rest.post(`/provisioning/runs/${run}/undo`, { only: ['refused'] })).status).toBe(400);
  });

  it('puts a wrong thing back again that the identity provider repeats meanwhile', async () => {
    await deactivate(mira);
    const run = await scimRun();
    await undo(run);
    await deactivate(mira);
    const again = await scimRun();
    expect((await plan(again)).totals.restore).toBe(1);
    await undo(again);
    expect(await rest.read(`/users/${mira}`)).toMatchObject({ active: true });
  });
});
