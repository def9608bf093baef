import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAccount, addUsers, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { openConsole, type ConsoleClient } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { ENTERPRISE } from '../support/scim-client.js';

describe.each(sqliteAndOneServer())('the pages of people and groups on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let client: ConsoleClient;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    client = await openConsole(app, acme.admin);
  });

  const provisioned = {
    userName: 'mira@many.example',
    externalId: '00u1',
    displayName: 'Mira <Vos>',
    title: 'Controller',
    [ENTERPRISE]: { manager: { value: '00u2' }, organization: 'Acme NL' },
  };

  it('find people by a part of their name, and tell who keeps them', async () => {
    await addUsers(app, acme, 2);
    await acme.scim.create('/Users', provisioned);
    const all = (await client.get('/people')).text;
    expect(all).toContain('Mira <Vos> mira@many.example Active employee Acme NL identity provider');
    expect(all).toContain('Person 1 person0001@many.example Active employee Acme Group Declaree');
    const found = (await client.get('/people?search=VOS')).text;
    expect(found).toContain('Mira <Vos>');
    expect(found).not.toContain('Person 1');
    expect((await client.get('/people?search=nobody')).text).toContain('Nobody fits this search.');
  });

  it('show what the identity provider keeps of somebody, and what it does not', async () => {
    const { id } = await acme.scim.create('/Users', provisioned);
    const group = await acme.scim.create('/Groups', { displayName: 'Payroll', members: [{ value: id }] });
    const page = await client.get(`/people/${id}`);
    expect(page.text).toContain('An identity provider looks after this user');
    expect(page.text).toContain('Title Controller');
    expect(page.text).toContain('Manager waits for "00u2", who is no user of the account yet');
    expect(page.text).toContain('Organization Acme NL');
    expect(page.html).toContain(`href="/groups/${group.id}"`);
    const log = /href="(\/log\?id=[^"]+)"/.exec(page.html)?.[1] ?? '';
    expect((await client.get(log)).text).toContain('Created user mira@many.example');

    await acme.scim.create('/Users', {
      userName: 'boss@many.example',
      externalId: '00u2',
      displayName: 'Boss',
    });
    expect((await client.get(`/people/${id}`)).text).toContain('Manager Boss');
    await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }]);
    expect((await client.get(`/people/${id}`)).text).toContain('State Deactivated');
    const own = (await client.get(`/people/${acme.admin.id}`)).text;
    expect(own).toContain('No identity provider looks after this user yet.');
    expect(own).toContain('Role admin, which no identity provider changes');
  });

  it('page through the members of a group, without those who were deleted', async () => {
    const ids = await addUsers(app, acme, 30);
    const members = ids.map((value) => ({ value }));
    const { id } = await acme.scim.create('/Groups', { displayName: 'Everybody', members });
    await acme.scim.delete(`/Users/${ids[0]}`);
    expect((await client.get('/groups')).text).toContain('Everybody');
    const first = await client.get(`/groups/${id}`);
    expect(first.text).toContain('Members 29');
    expect(first.text).toContain('person0002@many.example');
    expect(first.text).not.toContain('person0001@many.example');
    expect(first.text).not.toContain('person0027@many.example');
    expect((await client.get(`/groups/${id}?page=2`)).text).toContain('person0030@many.example');
  });

  it("have nothing of another account's", async () => {
    const other = await addAccount(app);
    const { id } = await other.scim.create('/Users', provisioned);
    const group = await other.scim.create('/Groups', { displayName: 'Theirs', members: [{ value: id }] });
    expect((await client.get(`/people/${id}`)).status).toBe(404);
    expect((await client.get(`/groups/${group.id}`)).status).toBe(404);
    expect((await client.get('/people')).text).not.toContain('Mira');
    expect((await client.get('/groups')).text).not.toContain('Theirs');
  });

  it('take no page that is none', async () => {
    for (const path of [
      '/people?page=0',
      '/people?page=x',
      '/groups?page=1.5',
      `/people?search=${'a'.repeat(321)}`,
    ]) {
      expect({ path, status: (await client.get(path)).status }).toEqual({ path, status: 400 });
    }
  });

  it("show the doctor's report with what to do", async () => {
    await acme.scim.get('/Users?startIndex=1&count=2');
    expect((await client.get('/doctor')).text).toContain('All is well.');
    await acme.scim.create('/Users', provisioned);
    const { text } = await client.get('/doctor');
    expect(text).toContain('Nothing keeps provisioning from working. One point may need a look.');
    expect(text).toContain('mira@many.example (waits for 00u2)');
    await acme.scim.post('/Users', {});
    const failing = (await client.get('/doctor')).text;
    expect(failing).toContain(
      'Your identity provider can come in, but requests have failed lately: see which',
    );
    expect(failing).not.toContain('Nothing keeps provisioning from working');
    const { id } = await acme.scim.create('/Users', { userName: `leaver@${acme.slug}.example` });
    await acme.scim.put(`/Users/${id}`, { active: false });
    const leaver = (await client.get('/doctor')).text;
    expect(leaver).toContain('Somebody is still active who was to be deactivated: see who, and why');
    expect(leaver).toContain(`leaver@${acme.slug}.example (a value is missing or cannot be taken)`);
  });
});
