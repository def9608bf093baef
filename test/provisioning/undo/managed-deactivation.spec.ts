import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { idIs } from '../../../src/platform/database/sql/predicate.js';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { ManagedDeactivation } from '../../../src/provisioning/undo/managed-deactivation.service.js';
import { UndoJob } from '../../../src/provisioning/undo/undo-job.entity.js';
import { UndoWorker } from '../../../src/provisioning/undo/undo-worker.service.js';
import { restOf, type RestClient } from '../../rest/rest-client.js';
import { addAccount, addOperator, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { TESTER } from '../../support/authors.js';
import { until } from '../../support/condition.js';
import { openConsole } from '../../support/console.js';
import { databaseLanes } from '../../support/lanes.js';
import { resource } from '../../support/scim-client.js';

const DEACTIVATE = '/provisioning/managed/deactivate';

/** People for several slices of a deactivation. */
const MANY = 450;

describe.each(databaseLanes())('deactivating those managed on $name', (lane) => {
  let app: TestApp;
  let operator: string;
  let acme: TestAccount;
  let rest: RestClient;
  let managed: string[];
  let own: string;

  beforeAll(async () => {
    app = await bootApp(lane);
    operator = await addOperator(app);
  });

  afterAll(() => app.close());

  /** Three people and the administrator whom an identity provider manages, and two local people. */
  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
    await addUsers(app, acme, 2);
    managed = [];
    for (const name of ['mira', 'noor', 'sam']) {
      managed.push((await acme.scim.create('/Users', { userName: `${name}@acme.example` })).id);
    }
    own = (await acme.scim.read('/Me')).id;
    await acme.scim.patch(`/Users/${own}`, [{ op: 'replace', path: 'title', value: 'Boss' }]);
    await app.get(LateWrites).flush();
  });

  const switchOff = () =>
    fetch(`${app.url}/api/v1/support/accounts/${acme.id}/modules/scim`, {
      method: 'PUT',
      headers: { authorization: operator, 'content-type': 'application/json' },
      body: JSON.stringify({ enabled: false, reason: 'ticket 4711' }),
    });
  const active = async () =>
    ((await rest.read('/users?limit=100'))['items'] as { id: string; active: boolean }[])
      .filter((user) => user.active)
      .map(({ id }) => id);
  const ended = async (job: string) => {
    await until('the job has ended', async () => (await rest.read(`/jobs/${job}`))['state'] !== 'running');
    return rest.read(`/jobs/${job}`);
  };

  it('says whom, spares the own user, and is a run that can be undone', async () => {
    expect((await rest.post(DEACTIVATE, {})).body).toMatchObject({ code: 'scim-on' });
    await switchOff();
    const plan = resource(await rest.post(DEACTIVATE, { dryRun: true }), 200);
    const names = (entries: unknown) => (entries as { name: string }[]).map(({ name }) => name).toSorted();
    expect(names(plan['deactivate'])).toEqual(['mira@acme.example', 'noor@acme.example', 'sam@acme.example']);
    expect(plan).toMatchObject({
      keep: [{ id: own, reason: 'This is your own user.' }],
      totals: { deactivate: 3, keep: 1 },
    });
    const before = await active();
    expect(before).toHaveLength(6);

    const started = resource(await rest.post(DEACTIVATE, {}), 202);
    const job = await ended(String(started['job']));
    expect(job).toMatchObject({
      kind: 'deactivation',
      state: 'done',
      done: 4,
      deactivation: { totals: { deactivate: 3, keep: 1 }, keep: [{ id: own }] },
    });
    expect(await active()).toHaveLength(3);
    expect(await rest.read('/audit?action=managed.deactivated')).toMatchObject({
      items: [{ detail: '4 users' }],
    });
    const { run } = job['deactivation'] as { run: string };
    expect(await rest.read(`/provisioning/runs/${run}`)).toMatchObject({
      undoOf: null,
      counts: { deactivated: 3 },
    });
    await ended(String(resource(await rest.post(`/provisioning/runs/${run}/undo`, {}), 202)['job']));
    expect((await active()).toSorted()).toEqual(before.toSorted());
  });

  it('is one at a time, goes on after its process has ended, and is one run all the same', async () => {
    await switchOff();
    const { id } = await app
      .get(UnitOfWork)
      .write(acme.id, (tx) => app.get(ManagedDeactivation).begin(tx.by(TESTER)));
    for (const path of [DEACTIVATE, '/provisioning/managed/make-local'])
      expect((await rest.post(path, {})).body).toMatchObject({ code: 'deactivation-running' });
    await app.get(UndoWorker).workOnDue();
    const job = await ended(id);
    // Whoever asked has no user of the account: the last administrator stays.
    expect(job).toMatchObject({ state: 'done', deactivation: { totals: { deactivate: 3, keep: 1 } } });
    const [run, ...others] = (await rest.read('/provisioning/runs?limit=1'))['items'] as { id: string }[];
    expect([run?.id, others]).toEqual([(job['deactivation'] as { run: string }).run, []]);
    await ended(String(resource(await rest.post('/provisioning/managed/make-local', {}), 202)['job']));
    expect((await rest.post(DEACTIVATE, {})).body).toMatchObject({ code: 'nobody-managed' });
  });

  it('of many people does not delay that of another account, if both are resumed', async () => {
    const Operations = Array.from({ length: MANY }, (_, number) => ({
      method: 'POST',
      path: '/Users',
      bulkId: `${number}`,
      data: { userName: `many${number}@acme.example` },
    }));
    expect((await acme.scim.post('/Bulk', { Operations })).status).toBe(200);
    const large = acme;
    const small = await addAccount(app);
    await small.scim.create('/Users', { userName: 'mira@acme.example' });
    await app.get(LateWrites).flush();
    const jobs: string[] = [];
    for (const account of [large, small]) {
      acme = account;
      await switchOff();
      const begin = app.get(ManagedDeactivation);
      jobs.push((await app.get(UnitOfWork).write(account.id, (tx) => begin.begin(tx.by(TESTER)))).id);
    }
    await app.get(UndoWorker).workOnDue();
    const finishedAt = (account: TestAccount, id = '') =>
      app.get(UnitOfWork).read(account.id, async (tx) => {
        return (await tx.find(UndoJob, { columns: ['finishedAt'], where: idIs(id) }))?.finishedAt ?? '';
      });
    const last = await finishedAt(large, jobs[0]);
    expect(last).not.toBe('');
    expect((await finishedAt(small, jobs[1])) < last).toBe(true);
  });

  it('is offered in the console, with a preview and the result', async () => {
    const client = await openConsole(app, acme.admin);
    const page = '/provisioning-settings/deactivate-managed';
    expect((await client.post(page, {})).status).toBe(409);
    await switchOff();
    expect((await client.get('/')).html).toContain('href="/provisioning-settings"');
    expect((await client.get('/provisioning-settings')).html).toContain(`href="${page}"`);
    const preview = await client.get(page);
    expect(preview.text).toContain('It deactivates 3 users');
    expect(preview.text).toContain('This is your own user.');
    expect(preview.text).toContain('mira@acme.example');
    const started = await client.post(page, {});
    const job = started.headers.get('location') ?? '';
    expect(job).toMatch(/^\/jobs\/[\da-f-]{36}$/);
    await until('the page shows the result', async () =>
      (await client.get(job)).text.includes('Deactivated 3 users; 1 stay active.'),
    );
    expect((await client.get('/audit')).text).toContain('Deactivated managed people');
  });
});
