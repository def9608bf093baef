import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { restOf } from '../rest/rest-client.js';
import { addAccount, addUsers, type TestAccount } from '../support/accounts.js';
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
    // At once, although changes are counted into runs later.
    const result = (await client.get(job)).html;
    const [, changed = ''] = /href="(\/runs\/[^"]*)">Show what the undo changed/.exec(result) ?? [];
    const shown = (await client.get(changed)).text;
    expect(shown).toContain('1 reactivated');
    expect(shown).toContain('mira@acme.example Reactivated');
    expect((await acme.scim.get(`/Users/${mira}`)).body).toMatchObject({ active: true, title: 'Lead' });
    expect((await client.get('/audit')).text).toContain('Undid a run of changes');
    for (const page of ['/runs', run]) expect((await client.get(page)).text).toContain('Partly undone');

    await client.post(`${run}/undo`, { only: '', user: '' });
    await until(
      'the page shows that all is undone',
      async () => !(await client.get(run)).text.includes('Partly'),
    );
    expect((await client.get('/runs')).text).toMatch(/Undone/);
    const again = await client.post(`${run}/undo`, { only: 'deactivated', user: '' });
    const idle = again.headers.get('location') ?? '';
    await until('the page shows the result', async () =>
      (await client.get(idle)).text.includes('Restored 0 values'),
    );
    const [, nothing = ''] =
      /href="(\/runs\/[^"]*)">Show what the undo changed/.exec((await client.get(idle)).html) ?? [];
    expect((await client.get(nothing)).text).toContain('It did not change anything.');
  });

  it('let an administrator choose people over several pages, with a search', async () => {
    const globex = await addAccount(app);
    const ids = await addUsers(app, globex, 60);
    const scim = globex.scim.as(OKTA);
    for (const id of ids) await scim.patch(`/Users/${id}`, [{ op: 'replace', value: { active: false } }]);
    await app.get(LateWrites).flush();
    const admin = await openConsole(app, globex.admin);
    const [run = ''] = /\/runs\/[\da-f-]{36}/.exec((await admin.get('/runs')).html) ?? [];
    expect((await admin.get(`${run}/undo?only=deactivated`)).html).toContain(
      `href="${run}/undo/people?only=deactivated"`,
    );
    const path = `${run}/undo/people`;
    const fieldsOf = ({ html }: { html: string }) =>
      Object.fromEntries(
        [...html.matchAll(/name="(only|chosen|shown|cursor|next)" value="([^"]*)"/g)].map(
          ([, name = '', value = '']) => [name, value],
        ),
      );
    const first = await admin.get(path);
    expect(first.html.match(/type="checkbox"/g)).toHaveLength(50);
    expect((await admin.post(path, fieldsOf(first))).text).toContain('Choose at least one person.');

    const [one = '', two = ''] = (fieldsOf(first)['shown'] ?? '').split(' ');
    const checked = { [`person-${one}`]: 'yes', [`person-${two}`]: 'yes' };
    const second = await admin.post(path, { ...fieldsOf(first), ...checked, go: 'next' });
    expect(second.text).toContain('2 people chosen');
    expect(second.html.match(/type="checkbox"/g)).toHaveLength(10);
    const again = await admin.post(path, { ...fieldsOf(second), go: 'first' });
    expect(again.html.match(/ checked/g)).toHaveLength(2);
    // Who is not checked any more is not chosen.
    const less = await admin.post(path, { ...fieldsOf(again), [`person-${one}`]: 'yes', go: 'search' });
    expect(less.text).toContain('1 person chosen');
    const found = await admin.post(path, {
      ...fieldsOf(less),
      [`person-${one}`]: 'yes',
      search: 'PERSON0007',
      go: 'search',
    });
    expect(found.html.match(/type="checkbox"/g)).toHaveLength(1);
    const both = await admin.post(path, { ...fieldsOf(found), search: 'PERSON0007', go: 'all' });
    expect(both.text).toContain('2 people chosen');
    const plan = await admin.post(path, { ...fieldsOf(both), [`person-${fieldsOf(found)['shown']}`]: 'yes' });
    expect(plan.text).toContain('Only for 2 people');
    expect(plan.text).toContain('It restores 2 values');

    const chosen = fieldsOf(plan)['chosen'] ?? '';
    const started = await admin.post(`${run}/undo`, { only: '', user: '', chosen });
    const job = started.headers.get('location') ?? '';
    await until('the page shows the result', async () =>
      (await admin.get(job)).text.includes('Restored 2 values'),
    );
    for (const id of chosen.split(' '))
      expect((await globex.scim.get(`/Users/${id}`)).body).toMatchObject({ active: true });
    expect((await admin.post(path, { chosen: Array(1_001).fill(one).join(' ') })).status).toBe(400);
    expect((await admin.post(path, { chosen: 'everybody' })).status).toBe(400);
    expect((await client.get(path)).status).toBe(404);
  });

  it('refuse a kind that does not exist, and a run of another account', async () => {
    const [run = ''] = /\/runs\/[\da-f-]{36}/.exec((await client.get('/runs')).html) ?? [];
    const other = await openConsole(app, (await addAccount(app)).admin);
    expect((await other.get(`${run}/undo`)).status).toBe(404);
    expect((await client.get(`${run}/undo?only=nothing`)).status).toBe(400);
  });
});
