import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { MakeLocal } from '../../../src/provisioning/undo/make-local.service.js';
import { GroupSighting } from '../../../src/provisioning/ownership/group-sighting.entity.js';
import { UserSighting } from '../../../src/provisioning/ownership/user-sighting.entity.js';
import { UndoWorker } from '../../../src/provisioning/undo/undo-worker.service.js';
import { items, restOf, type RestClient } from '../../rest/rest-client.js';
import { addAccount, addUsers, makeApiKey, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { TESTER } from '../../support/authors.js';
import { until } from '../../support/condition.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, resource, ScimClient } from '../../support/scim-client.js';

const MAKE_LOCAL = '/provisioning/managed/make-local';

/** People for several slices. */
const MANY = 1_100;

describe.each(databaseLanes())('making everybody local on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;
  let mira: string;
  let seen: string;
  let sales: string;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  /** A person and a group that an identity provider has written, a person whom it has looked up, and one whom it never met. */
  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
    await addUsers(app, acme, 1);
    mira = (await acme.scim.create('/Users', { userName: 'mira@acme.example' })).id;
    sales = (await acme.scim.create('/Groups', { displayName: 'Sales' })).id;
    seen = (await rest.create('/users', { userName: 'seen@acme.example' })).id;
    await acme.scim.list(`/Users?filter=${encodeURIComponent('userName eq "seen@acme.example"')}`);
    await app.get(LateWrites).flush();
  });

  /** All that is known of who manages whom. */
  const ownership = () =>
    app.get(UnitOfWork).read(acme.id, async (tx) => {
      const columns = ['resourceId', 'managedById', 'lastSeenAt', 'lastWrittenAt'] as const;
      const orderBy = [{ column: 'resourceId' }] as const;
      return [
        ...(await tx.select(UserSighting, { columns, orderBy })),
        ...(await tx.select(GroupSighting, { columns, orderBy })),
      ];
    });
  const ended = async (answer: Awaited<ReturnType<RestClient['post']>>) => {
    const job = String(resource(answer, 202)['job']);
    await until('the job has ended', async () => (await rest.read(`/jobs/${job}`))['state'] !== 'running');
    return rest.read(`/jobs/${job}`);
  };
  const makeLocal = async () => {
    const job = await ended(await rest.post(MAKE_LOCAL, {}));
    await app.get(LateWrites).flush();
    return (job['madeLocal'] as { run: string }).run;
  };
  const undo = async (run: string, choice: object = {}) => {
    const job = await ended(await rest.post(`/provisioning/runs/${run}/undo`, choice));
    await app.get(LateWrites).flush();
    return job['result'] as { undoRun: string; totals: object; skip: object[] };
  };
  const write = (id: string, client = acme.scim) =>
    client.patch(`/Users/${id}`, [{ op: 'replace', path: 'title', value: `Title of ${id}` }]);

  it('only says whom with `dryRun`, and is a run that can be undone, and so can the undo', async () => {
    const before = await ownership();
    expect(before).toHaveLength(3);
    const entry = (id: string, path: string) => expect.objectContaining({ id, path }) as object;
    const plan = resource(await rest.post(MAKE_LOCAL, { dryRun: true }), 200);
    expect(plan).toEqual({
      local: expect.arrayContaining([
        entry(mira, 'managedBy'),
        entry(seen, 'lastSeenAt'),
        entry(sales, 'managedBy'),
      ]) as object[],
      totals: { users: 2, groups: 1 },
    });
    expect(await ownership()).toEqual(before);
    expect(items(await rest.get('/provisioning/runs?via=rest')).length).toBe(1);

    const job = await ended(await rest.post(MAKE_LOCAL, {}));
    expect(job).toMatchObject({ kind: 'make-local', state: 'done', done: 3, of: 3, madeLocal: { total: 3 } });
    expect(await ownership()).toEqual([]);
    await app.get(LateWrites).flush();
    const { run } = job['madeLocal'] as { run: string };
    expect(await rest.read(`/provisioning/runs/${run}`)).toMatchObject({
      undoOf: null,
      counts: { changed: 3 },
    });
    const { id: admin } = await acme.scim.read('/Me');
    expect(items(await rest.get(`/provisioning/runs/${run}/changes`))).toContainEqual(
      expect.objectContaining({
        kind: 'ownership',
        resourceId: sales,
        name: 'Sales',
        changes: expect.arrayContaining([{ path: 'managedBy', old: admin, new: null }]) as object[],
      }),
    );
    const trail = items(await rest.get(`/audit?user=${mira}&action=user.changed`));
    expect(trail).toMatchObject([
      {
        detail: 'Making everybody local',
        changes: [{ path: 'managedBy', old: acme.admin.userName, new: null }],
      },
    ]);

    const undone = await undo(run);
    expect(undone.totals).toEqual({ restore: 3, skip: 0, impossible: 0 });
    // The administrator was looked up since.
    const back = (await ownership()).filter(({ resourceId }) => resourceId !== admin);
    expect(back).toEqual(before);
    expect(await rest.read(`/users/${mira}`)).toMatchObject({ managedBy: { name: acme.admin.userName } });
    expect((await undo(undone.undoRun)).totals).toEqual({ restore: 3, skip: 0, impossible: 0 });
    expect((await ownership()).map(({ resourceId }) => resourceId)).toEqual([admin]);
  });

  it('is undone only for whom no identity provider has written since', async () => {
    const jan = (await acme.scim.create('/Users', { userName: 'jan@acme.example' })).id;
    await app.get(LateWrites).flush();
    const run = await makeLocal();
    const key = await makeApiKey(app, basic(acme.admin.userName, acme.admin.password));
    await write(mira, new ScimClient(`${app.url}/SCIM/v2`, `Bearer ${key}`));
    await acme.scim.get(`/Users/${jan}`);
    await rest.delete(`/users/${seen}`);
    await app.get(LateWrites).flush();
    const { totals, skip } = await undo(run);
    expect(totals).toEqual({ restore: 2, skip: 2, impossible: 0 });
    expect(skip).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: mira, reason: `Changed since by ${acme.admin.userName}.` }),
        expect.objectContaining({ id: seen, reason: 'The user has been deleted since.' }),
      ]),
    );
    expect(await rest.read(`/users/${mira}`)).toMatchObject({ managedBy: { kind: 'api-key' } });
    expect(await rest.read(`/users/${jan}`)).toMatchObject({ managedBy: { kind: 'user' } });
  });

  it('counts as no change of a person: an undo of the run that created somebody still deletes them', async () => {
    const [created] = items(await rest.get('/provisioning/runs?via=scim'));
    await makeLocal();
    const { totals } = await undo(created?.id ?? '');
    expect(totals).toMatchObject({ skip: 0 });
    expect((await rest.get(`/users/${mira}`)).status).toBe(404);
  });

  it('of many people goes on after its process has ended, one at a time, and is undone for chosen people', async () => {
    const Operations = Array.from({ length: MANY }, (_, number) => ({
      method: 'POST',
      path: '/Users',
      bulkId: `${number}`,
      data: { userName: `many${number}@acme.example` },
    }));
    for (let from = 0; from < MANY; from += 500) {
      const part = { Operations: Operations.slice(from, from + 500) };
      expect((await acme.scim.post('/Bulk', part)).status).toBe(200);
    }
    await app.get(LateWrites).flush();
    const before = await ownership();
    expect(before.length).toBe(MANY + 3);
    const { id } = await app.get(UnitOfWork).write(acme.id, (tx) => app.get(MakeLocal).begin(tx.by(TESTER)));
    expect((await rest.post(MAKE_LOCAL, {})).body).toMatchObject({ code: 'make-local-running' });
    await app.get(UndoWorker).workOnDue();
    expect(await rest.read(`/jobs/${id}`)).toMatchObject({ state: 'done', madeLocal: { total: MANY + 3 } });
    expect(await ownership()).toEqual([]);
    expect((await rest.post(MAKE_LOCAL, {})).body).toMatchObject({ code: 'nobody-managed' });
    await app.get(LateWrites).flush();
    const [run] = items(await rest.get('/provisioning/runs'));
    expect((await undo(run?.id ?? '', { users: [mira] })).totals).toMatchObject({ restore: 1 });
    expect((await ownership()).map(({ resourceId }) => resourceId)).toEqual([mira]);
    expect((await undo(run?.id ?? '')).totals).toMatchObject({ restore: MANY + 2, skip: 0 });
    expect(await ownership()).toEqual(before);
  });
});
