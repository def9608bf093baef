import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { restOf } from '../rest/rest-client.js';
import { addAccount, addOperatorLogin, addUsers, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { until } from '../support/condition.js';
import { openConsole, type ConsoleClient } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { OKTA } from '../support/scim-client.js';

describe.each(sqliteAndOneServer())("support's undo of a run, on $name", (lane) => {
  let app: TestApp;
  let operator: { userName: string; password: string };
  let support: ConsoleClient;
  let acme: TestAccount;
  let people: string[];

  beforeAll(async () => {
    app = await bootApp(lane);
    operator = await addOperatorLogin(app);
    support = await openConsole(app, operator);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    people = await addUsers(app, acme, 3);
    for (const id of people)
      await acme.scim.as(OKTA).patch(`/Users/${id}`, [{ op: 'replace', value: { active: false } }]);
    await app.get(LateWrites).flush();
  });

  /** The address of the account's newest run, for support. */
  const newestRun = async () => {
    const { html } = await support.get(`/accounts/${acme.id}/runs`);
    return /\/accounts\/[\da-f-]{36}\/runs\/[\da-f-]{36}/.exec(html)?.[0] ?? '';
  };
  const areActive = async () => {
    const answers = [];
    for (const id of people) answers.push((await acme.scim.get(`/Users/${id}`)).body['active']);
    return answers;
  };
  const finished = (job: string, text: string) =>
    until('the page shows the result', async () => (await support.get(job)).text.includes(text));

  it('leads from the run to its plan, and to the result', async () => {
    const run = await newestRun();
    expect((await support.get(run)).html).toContain(`href="${run}/undo"`);
    const plan = await support.get(`${run}/undo`);
    expect(plan.text).toContain(`${acme.slug}: undo a run`);
    expect(plan.text).toContain('It restores 3 values');
    expect(plan.text).toContain('person0001@many.example');
    expect(plan.html).toContain(`href="${run}/undo?user=${people[0]}"`);
    // Support sees no list of people, so no page of one.
    expect(plan.html).not.toMatch(/href="\/(?:people|groups|runs)/);
    expect(await areActive()).toEqual([false, false, false]);

    const started = await support.post(`${run}/undo`, { only: 'deactivated', reason: ' Ticket 4711 ' });
    const job = started.headers.get('location') ?? '';
    expect(job).toMatch(new RegExp(`^/accounts/${acme.id}/undos/[\\da-f-]{36}$`));
    await finished(job, 'Restored 3 values');
    expect(await areActive()).toEqual([true, true, true]);
    const done = await support.get(job);
    expect(done.text).toContain(`${acme.slug}: undo of a run`);
    expect(done.html).toContain(`href="${run}"`);
    expect(done.html).not.toMatch(/href="\/(?:people|groups|runs)/);
  });

  it('tells the administrators of the account who did it and why', async () => {
    const run = await newestRun();
    await support.get(`${run}/undo`);
    const started = await support.post(`${run}/undo`, { only: 'deactivated', reason: 'Ticket 4711' });
    await finished(started.headers.get('location') ?? '', 'Restored 3 values');
    const entries = (await restOf(app, acme).read('/audit?action=run.undone'))['items'];
    expect(entries).toMatchObject([
      {
        actor: operator.userName,
        actorKind: 'operator',
        via: 'console',
        subject: { type: 'run', id: run.split('/').at(-1) },
        detail: 'deactivated: Ticket 4711',
      },
    ]);
    const admin = await openConsole(app, acme.admin);
    expect((await admin.get('/audit')).text).toContain('Undid a run of changes');
    // The undo is a run of support's, and the customer can undo it.
    await app.get(LateWrites).flush();
    const [, undo = ''] = /href="(\/runs\/[\da-f-]{36})"/.exec((await admin.get('/runs')).html) ?? [];
    const { html, text } = await admin.get(undo);
    expect(text).toContain(operator.userName);
    expect(html).toContain(`href="${undo}/undo"`);
  });

  it('does not begin without a reason, and keeps the choice', async () => {
    const run = await newestRun();
    await support.get(`${run}/undo`);
    for (const reason of ['', '   ', 'x'.repeat(501)]) {
      const refused = await support.post(`${run}/undo`, {
        only: 'deactivated',
        user: people[1] ?? '',
        reason,
      });
      expect(refused.status).toBe(400);
      expect(refused.html).toContain('href="#field-reason"');
      expect(refused.html).toMatch(new RegExp(`name="user" value="${people[1]}"`));
      expect(refused.text).toContain('It restores 1 value');
    }
    expect(await areActive()).toEqual([false, false, false]);
    expect((await restOf(app, acme).read('/audit?action=run.undone'))['items']).toEqual([]);
  });

  it('is for chosen people only, if support chooses some', async () => {
    const run = await newestRun();
    const list = await support.get(`${run}/undo/people`);
    expect(list.text).toContain(`${acme.slug}: choose people`);
    const shown = /name="shown" value="([^"]*)"/.exec(list.html)?.[1] ?? '';
    const [one = '', , three = ''] = people;
    const checked = { [`person-${one}`]: 'yes', [`person-${three}`]: 'yes' };
    const plan = await support.post(`${run}/undo/people`, { shown, ...checked });
    expect(plan.text).toContain('Only for 2 people');
    const chosen = /name="chosen" value="([^"]*)"/.exec(plan.html)?.[1] ?? '';
    const started = await support.post(`${run}/undo`, { chosen, reason: 'Ticket 4711' });
    await finished(started.headers.get('location') ?? '', 'Restored 2 values');
    expect(await areActive()).toEqual([true, false, true]);
  });

  it('masks what the reason of an entry quotes', async () => {
    const userName = '+31 20 123 4567';
    const rest = restOf(app, acme);
    const { id } = await rest.create('/users', { userName });
    await acme.scim
      .as(OKTA)
      .patch(`/Users/${id}`, [{ op: 'replace', path: 'userName', value: 'renamed@many.example' }]);
    await rest.create('/users', { userName });
    await app.get(LateWrites).flush();
    const [run = ''] = ((await rest.read('/provisioning/runs?via=scim'))['items'] as { id: string }[]).map(
      (each) => each.id,
    );
    const admin = await openConsole(app, acme.admin);
    expect((await admin.get(`/runs/${run}/undo`)).text).toContain(
      `The user name ${userName} is taken by another user.`,
    );
    const path = `/accounts/${acme.id}/runs/${run}/undo`;
    const masked = 'The user name ••• is taken by another user.';
    expect((await support.get(path)).text).toContain(masked);
    const started = await support.post(path, { reason: 'Ticket 4711' });
    await finished(started.headers.get('location') ?? '', masked);
  });

  it('is closed to others, and to runs and jobs of other accounts', async () => {
    const run = await newestRun();
    const admin = await openConsole(app, acme.admin);
    await admin.get('/keys');
    for (const path of [`${run}/undo`, `${run}/undo/people`]) {
      expect((await admin.get(path)).status).toBe(403);
      expect((await admin.post(path, { reason: 'mine' })).status).toBe(403);
      const elsewhere = path.replace(acme.id, (await addAccount(app)).id);
      expect((await support.get(elsewhere)).status).toBe(404);
      const nowhere = path.replace(acme.id, '00000000-0000-7000-8000-000000000000');
      expect((await support.get(nowhere)).status).toBe(404);
    }
    await support.get(`${run}/undo`);
    const started = await support.post(`${run}/undo`, { reason: 'Ticket 4711' });
    const job = started.headers.get('location') ?? '';
    await finished(job, 'Restored 3 values');
    expect((await admin.get(job)).status).toBe(403);
    expect((await support.get(job.replace(acme.id, (await addAccount(app)).id))).status).toBe(404);
    // An administrator gives no reason.
    const own = run.replace(`/accounts/${acme.id}`, '');
    await admin.get(`${own}/undo`);
    expect((await admin.post(`${own}/undo`, { reason: 'mine' })).status).toBe(400);
  });
});
