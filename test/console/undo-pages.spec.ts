import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { restOf } from '../rest/rest-client.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { until } from '../support/condition.js';
import { openConsole, type ConsoleClient } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { OKTA } from '../support/scim-client.js';

describe.each(sqliteAndOneServer())('the pages of an undo, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let client: ConsoleClient;
  let mira: string;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    client = await openConsole(app, acme.admin);
    const rest = restOf(app, acme);
    mira = (await rest.create('/users', { userName: 'mira@acme.example' })).id;
    const scim = acme.scim.as(OKTA);
    await scim.patch(`/Users/${mira}`, [{ op: 'replace', value: { active: false, title: 'Lead' } }]);
    await app.get(LateWrites).flush();
  });

  afterAll(() => app.close());

  it('lead from a run to its plan, and from the plan to the result', async () => {
    const list = await client.get('/runs');
    const [run = ''] = /\/runs\/[\da-f-]{36}/.exec(list.html) ?? [];
    expect((await client.get(run)).html).toContain(`href="${run}/undo"`);

    const plan = await client.get(`${run}/undo`);
    expect(plan.text).toContain('Nothing has been changed yet.');
    expect(plan.text).toContain('It restores 2 values');
    expect((await client.get(`${run}/undo?only=deactivated`)).text).toContain('It restores 1 value');
    expect((await acme.scim.get(`/Users/${mira}`)).body).toMatchObject({ active: false });

    const started = await client.post(`${run}/undo`, { only: 'deactivated', user: '' });
    expect(started.status).toBe(303);
    const job = started.headers.get('location') ?? '';
    expect(job).toMatch(/^\/undos\/[\da-f-]{36}$/);
    await until('the page shows the result', async () =>
      (await client.get(job)).text.includes('Restored 1 value'),
    );
    expect((await acme.scim.get(`/Users/${mira}`)).body).toMatchObject({ active: true, title: 'Lead' });
    expect((await client.get('/audit')).text).toContain('Undid a run of changes');
  });

  it('refuse a kind that does not exist, and a run of another account', async () => {
    const [run = ''] = /\/runs\/[\da-f-]{36}/.exec((await client.get('/runs')).html) ?? [];
    const other = await openConsole(app, (await addAccount(app)).admin);
    expect((await other.get(`${run}/undo`)).status).toBe(404);
    expect((await client.get(`${run}/undo?only=nothing`)).status).toBe(400);
  });
});
