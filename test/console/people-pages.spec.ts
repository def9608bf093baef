import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { restOf } from '../rest/rest-client.js';
import { addAccount, addUsers, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { until } from '../support/condition.js';
import { openConsole, type ConsoleClient } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { ENTERPRISE, EXPENSE, OKTA, resource } from '../support/scim-client.js';

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

  it('find people by part of their name, and show who manages them', async () => {
    await addUsers(app, acme, 2);
    await acme.scim.create('/Users', provisioned);
    await app.get(LateWrites).flush();
    const all = (await client.get('/people')).text;
    expect(all).toContain(`Mira <Vos> mira@many.example Active employee Acme NL ${acme.admin.userName}`);
    expect(all).toContain('Person 1 person0001@many.example Active employee Acme Group Declaree');
    const found = (await client.get('/people?search=VOS')).text;
    expect(found).toContain('Mira <Vos>');
    expect(found).not.toContain('Person 1');
    expect((await client.get('/people?search=nobody')).text).toContain('No people match your search.');
  });

  it('show which attributes of a user the identity provider manages', async () => {
    const { id } = await acme.scim.create('/Users', provisioned);
    const group = await acme.scim.create('/Groups', { displayName: 'Payroll', members: [{ value: id }] });
    await app.get(LateWrites).flush();
    const page = await client.get(`/people/${id}`);
    expect(page.text).toContain(`This user is managed by ${acme.admin.userName} , last seen`);
    expect(page.text).toContain('Title Controller');
    expect(page.text).toContain('Manager waiting for "00u2", who has not been provisioned yet');
    expect(page.text).toContain('Organization Acme NL');
    expect(page.html).toContain(`href="/groups/${group.id}"`);
    const log = /href="(\/log\?id=[^"]+)"/.exec(page.html)?.[1] ?? '';
    expect((await client.get(log)).text).toContain('Created user mira@many.example');

    await acme.scim.create('/Users', {
      userName: 'boss@many.example',
      externalId: '00u2',
      name: { givenName: 'Bo', familyName: 'Ss' },
    });
    expect((await client.get(`/people/${id}`)).text).toContain('Manager Bo Ss');
    await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }]);
    expect((await client.get(`/people/${id}`)).text).toContain('State Deactivated');
    const own = (await client.get(`/people/${acme.admin.id}`)).text;
    expect(own).toContain('This user is not managed by an identity provider.');
    expect(own).toContain('Role admin (identity providers cannot change it)');
  });

  it('say which connection manages people and groups, when it last saw them, and filter by that', async () => {
    const { id } = await acme.scim.as(OKTA).create('/Users', provisioned);
    const group = await acme.scim.as(OKTA).create('/Groups', { displayName: 'Payroll' });
    await addUsers(app, acme, 2);
    await acme.scim.list('/Users?filter=userName eq "person0001@many.example"');
    await app.get(LateWrites).flush();
    const okta = `Okta (${acme.admin.userName})`;
    const page = await client.get(`/people/${id}`);
    expect(page.text).toContain(`managed by ${okta} , last seen less than an hour ago . Make changes there.`);
    expect((await client.get(`/groups/${group.id}`)).text).toContain(`Managed by ${okta} , last seen`);
    const managed = (await client.get('/people?managed=managed')).text;
    expect(managed).toContain(`Mira <Vos> mira@many.example Active employee Acme NL ${okta}`);
    expect(managed).not.toContain('Person');
    const seen = (await client.get('/people?managed=seen')).text;
    expect(seen).toContain('Person 1');
    expect(seen).not.toContain('Person 2');
    expect((await client.get('/people?managed=local')).text).toContain('Person 2');
    expect((await client.get('/people?notSeenDays=7')).text).toContain('No people match your search.');
    expect((await client.get('/people?notSeenDays=x')).text).toContain('Choose a time from the list');
    expect((await client.get('/groups?managed=managed')).text).toContain(
      `Payroll 0 members no external id ${okta}`,
    );
    expect((await client.get('/groups?managed=local')).text).toContain('No groups match your search.');
  });

  it('take nobody for managed whom no identity provider has written, or who was made local', async () => {
    const rest = restOf(app, acme);
    const own = await rest.create('/users', { userName: 'own@many.example', externalId: 'e-1' });
    const { id } = await acme.scim.create('/Users', provisioned);
    const seen = async () => {
      await app.get(LateWrites).flush();
      const pages = [`/people/${own.id}`, `/people/${id}`, '/people', '/'].map((path) => client.get(path));
      return (await Promise.all(pages)).map(({ text }) => text);
    };
    const [local, managed, all, overview] = await seen();
    expect(local).toContain('This user is not managed by an identity provider.');
    expect(local).not.toContain('Managed by the identity provider');
    expect(managed).toContain(`This user is managed by ${acme.admin.userName}`);
    expect(all).toContain('own@many.example Active employee Acme Group Declaree');
    expect(overview).toContain('People 3 Managed 1 ');

    const { job } = resource(await rest.post('/provisioning/managed/make-local', {}), 202);
    await until('all are local', async () => (await rest.read(`/jobs/${String(job)}`))['state'] === 'done');
    const [, former, list, tiles] = await seen();
    expect(former).toContain('This user is not managed by an identity provider.');
    expect(list).toContain('mira@many.example Active employee Acme NL Declaree');
    expect(tiles).toContain('People 3 Managed 0 ');
  });

  it('show people by name, sorted by name', async () => {
    const people = [
      { userName: 'z1@many.example', name: { givenName: 'Anna', familyName: 'de Vries' } },
      { userName: 'a1@many.example', displayName: 'zoë' },
      { userName: 'm1@many.example', name: { formatted: 'Bram Bakker MSc', familyName: 'Bakker' } },
      { userName: 'carla@many.example', nickName: 'Aaltje' },
    ];
    for (const person of people) await acme.scim.create('/Users', person);
    const names = async (query: string) =>
      [
        ...(await client.get(`/people${query}`)).html.matchAll(/href="\/people\/[0-9a-f-]{36}">([^<]+)</g),
      ].map(([, name]) => name);
    const admin = 'Provisioning Administrator';
    const byName = ['Anna de Vries', 'Bram Bakker MSc', 'carla@many.example', admin, 'zoë'];
    expect(await names('')).toEqual(byName);
    expect(await names('?sort=userName')).toEqual(['zoë', byName[2], byName[1], admin, byName[0]]);
    expect(await names('?sort=oldest')).toEqual([admin, byName[0], 'zoë', byName[1], byName[2]]);
    expect(await names('?sort=newest')).toEqual([byName[2], byName[1], 'zoë', byName[0], admin]);
    const { id } = await acme.scim.create('/Users', { userName: 'late@many.example', displayName: 'Xander' });
    await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'displayName', value: 'Aad' }]);
    expect((await names(''))[0]).toBe('Aad');
    await acme.scim.patch(`/Users/${id}`, [{ op: 'remove', path: 'displayName' }]);
    expect((await names(''))[3]).toBe('late@many.example');
  });

  it('find people by any name, external id, department and employee number', async () => {
    await acme.scim.create('/Users', {
      ...provisioned,
      name: { givenName: 'Mirabel', middleName: 'Johanna', familyName: 'van der Vos' },
      nickName: 'Mickey',
      emails: [{ value: 'm.vos@elsewhere.example', type: 'work' }],
      [ENTERPRISE]: { department: 'Finance & Control', employeeNumber: 'P-4711' },
    });
    for (const text of [
      'mira <v',
      'MIRABEL',
      'johanna',
      'van der vos',
      'mickey',
      'm.vos@elsewhere',
      '00u1',
      'finance & c',
      'p-4711',
    ]) {
      const { text: found } = await client.get(`/people?search=${encodeURIComponent(text)}`);
      expect({ text, found: found.includes('Mira <Vos>') }).toEqual({ text, found: true });
      expect(found).toContain('1 person');
    }
    const [, path = ''] =
      /href="(\/people\/[0-9a-f-]{36})"/.exec((await client.get('/people?search=mickey')).html) ?? [];
    expect((await client.get(path)).text).toContain(
      'Given name Mirabel Middle name Johanna Family name van der Vos Nickname Mickey',
    );
    expect((await client.get('/people?search=00U1')).text).toContain('No people match your search.');
  });

  it('filter by state, role and organization, with totals, and keep the filters between pages', async () => {
    const ids = await addUsers(app, acme, 30);
    await acme.scim.patch(`/Users/${ids[3]}`, [{ op: 'replace', path: 'active', value: false }]);
    await acme.scim.create('/Users', {
      ...provisioned,
      [EXPENSE]: { organization: 'Acme BE', role: 'approver' },
    });
    const first = await client.get('/people');
    expect(first.text).toContain('1 to 25 of 32 people');
    const found = async (query: string) => (await client.get(`/people?${query}`)).text;
    expect(await found('state=deactivated')).toMatch(/1 person .*Person 4/);
    expect(await found('state=deactivated')).not.toContain('Person 5');
    expect(await found('role=approver')).toMatch(/1 person .*Mira/);
    expect(await found(`organization=${acme.organizations.be.id}`)).toMatch(/1 person .*Mira/);
    expect(await found('organization=acme%20be&state=active&role=approver&search=mira')).toContain(
      '1 person',
    );
    expect(await found('organization=acme%20be&state=deactivated')).toContain('No people match your search.');
    const filtered = await client.get('/people?state=active&sort=oldest&role=employee');
    const next = /href="(\/people\?[^"]*page=2)"/.exec(filtered.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(next).toBe('/people?state=active&sort=oldest&role=employee&page=2');
    const second = await client.get(next);
    expect(second.text).toContain('26 to 29 of 29 people');
    expect(second.html).toContain('<option value="oldest" selected>');
  });

  it('name an invalid filter', async () => {
    const answer = await client.get('/people?state=asleep&role=emperor&sort=shoe-size');
    expect(answer.status).toBe(400);
    for (const name of ['state', 'role', 'sort']) expect(answer.html).toContain(`<a href="#field-${name}">`);
    const nowhere = await client.get('/people?organization=Narnia');
    expect(nowhere.status).toBe(400);
    expect(nowhere.html).toContain(
      '<a href="#field-organization">There is no organization &quot;Narnia&quot; in your account.</a>',
    );
  });

  it('let people type an organization if there are too many for a list', async () => {
    const rest = restOf(app, acme);
    for (let number = 0; number < 201; number++)
      await rest.create('/organizations', { name: `Org ${number}` });
    await acme.scim.create('/Users', {
      userName: 'mira@many.example',
      [EXPENSE]: { organization: 'Org 200' },
    });
    const { html } = await client.get('/people?organization=org%20200');
    expect(html).toMatch(/<input[^>]*name="organization"[^>]*value="org 200"/);
    expect(html).toContain('mira@many.example');
    expect((await client.get('/organizations')).text).toContain('1 to 25 of 204 organizations');
  });

  it('count the members of groups, and mark deactivated members', async () => {
    const ids = await addUsers(app, acme, 3);
    const members = ids.map((value) => ({ value }));
    const { id } = await acme.scim.create('/Groups', { displayName: 'Payroll', externalId: 'g-1', members });
    await acme.scim.create('/Groups', { displayName: 'Sales' });
    await acme.scim.patch(`/Users/${ids[1]}`, [{ op: 'replace', path: 'active', value: false }]);
    const list = (await client.get('/groups')).text;
    expect(list).toMatch(/2 groups .*Payroll 3 members g-1 .*Sales 0 members/);
    expect((await client.get('/groups?search=G-1')).text).toContain('No groups match your search.');
    expect((await client.get('/groups?search=g-1')).text).toMatch(/1 group .*Payroll/);
    const { text } = await client.get(`/groups/${id}`);
    expect(text).toMatch(
      /Person 1 person0001@many.example Active Person 2 person0002@many.example Deactivated/,
    );
    const searched = await client.get(`/groups/${id}?search=PERSON%202`);
    expect(searched.text).toMatch(/1 member .*Person 2/);
    expect(searched.text).not.toContain('Person 3');
    expect((await client.get(`/groups/${id}?search=nobody`)).text).toContain('No members match your search.');
  });

  it('page through the members of a group, without deleted users', async () => {
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

  it('show nothing of another account', async () => {
    const other = await addAccount(app);
    const { id } = await other.scim.create('/Users', provisioned);
    const group = await other.scim.create('/Groups', { displayName: 'Theirs', members: [{ value: id }] });
    expect((await client.get(`/people/${id}`)).status).toBe(404);
    expect((await client.get(`/groups/${group.id}`)).status).toBe(404);
    expect((await client.get('/people')).text).not.toContain('Mira');
    expect((await client.get('/groups')).text).not.toContain('Theirs');
  });

  it('refuse an invalid page number', async () => {
    for (const path of [
      '/people?page=0',
      '/people?page=x',
      '/groups?page=1.5',
      `/people?search=${'a'.repeat(321)}`,
    ]) {
      expect({ path, status: (await client.get(path)).status }).toEqual({ path, status: 400 });
    }
  });

  it("show the doctor's report with advice", async () => {
    await acme.scim.get('/Users?startIndex=1&count=2');
    expect((await client.get('/doctor')).text).toContain('Everything is OK.');
    await acme.scim.create('/Users', provisioned);
    const { text } = await client.get('/doctor');
    expect(text).toContain('Provisioning works, but one item needs your attention.');
    expect(text).toContain('mira@many.example (waiting for 00u2)');
    await acme.scim.post('/Users', {});
    const failing = (await client.get('/doctor')).text;
    expect(failing).toContain(
      'Your identity provider can connect, but some recent requests failed: see which',
    );
    expect(failing).not.toContain('Provisioning works');
    const { id } = await acme.scim.create('/Users', { userName: `leaver@${acme.slug}.example` });
    await acme.scim.put(`/Users/${id}`, { active: false });
    const leaver = (await client.get('/doctor')).text;
    expect(leaver).toContain(
      'At least one person who should be deactivated is still active: see who and why',
    );
    expect(leaver).toContain(`leaver@${acme.slug}.example (a required value is missing or invalid)`);
  });
});
