import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, logIn, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { ENTERPRISE, EXPENSE } from '../../support/scim-client.js';
import { items, problem, restOf, stored, type RestClient } from '../rest-client.js';

const PROFILE = {
  displayName: 'Mira Vos',
  givenName: 'Mira',
  familyName: 'Vos',
  email: 'mira.vos@acme.example',
  title: 'Controller',
  department: 'Finance',
  costCenter: '4130',
  employeeNumber: '701984',
  iban: 'NL91ABNA0417164300',
  locale: 'nl-NL',
  externalId: '00u1a2B3c4',
};

describe.each(databaseLanes())('users over REST on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  afterAll(() => app.close());

  const userName = () => `person${++number}@acme.example`;
  const add = (facts: Record<string, unknown> = {}) =>
    rest.create('/users', { userName: userName(), ...facts });
  const change = async (id: string, facts: Record<string, unknown>) =>
    stored(await rest.patch(`/users/${id}`, facts));

  it('are created with all fields, and read the same over SCIM', async () => {
    const { nl } = acme.organizations;
    const manager = await add();
    const facts = { ...PROFILE, role: 'approver', organizationId: nl.id, managerId: manager.id };
    const answer = await rest.post('/users', { userName: 'Mira@acme.example', ...facts });
    const mira = stored(answer, 201);
    expect(mira).toEqual({
      ...facts,
      roleOrigin: 'role',
      roles: [],
      entitlements: [],
      userName: 'Mira@acme.example',
      id: expect.any(String) as string,
      active: true,
      awaitedManager: null,
      managedBy: null,
      lastSeenAt: null,
      version: 1,
      createdAt: expect.stringMatching(/Z$/) as string,
      updatedAt: mira['createdAt'],
    });
    expect(answer.headers.get('location')).toBe(`${app.url}/api/v1/users/${mira.id}`);
    expect(answer.headers.get('etag')).toBe('W/"1"');
    expect(await rest.read(`/users/${mira.id}`)).toEqual(mira);
    expect(await acme.scim.read(`/Users/${mira.id}`)).toMatchObject({
      userName: 'Mira@acme.example',
      name: { givenName: 'Mira', familyName: 'Vos' },
      emails: [{ value: PROFILE.email, type: 'work', primary: true }],
      [ENTERPRISE]: { department: 'Finance', manager: { value: manager.id } },
      [EXPENSE]: { organization: 'Acme NL', role: 'approver', iban: PROFILE.iban },
    });
  });

  it('are by default active employees in the organization of the admin', async () => {
    const user = await add();
    expect(user).toMatchObject({
      role: 'employee',
      active: true,
      organizationId: acme.organizations.parent.id,
      managerId: null,
      email: null,
      title: null,
    });
  });

  it('change only in the fields that are sent', async () => {
    const user = await add(PROFILE);
    const changed = await change(user.id, { title: 'Auditor', costCenter: null });
    expect(changed).toEqual({
      ...user,
      title: 'Auditor',
      costCenter: null,
      version: 2,
      updatedAt: changed['updatedAt'],
    });
    expect(await rest.read(`/users/${user.id}`)).toEqual(changed);
    expect(await change(user.id, { title: 'Auditor' })).toEqual(changed);
  });

  it('are deleted, which frees their name', async () => {
    const { id, userName: name } = await add();
    expect((await rest.delete(`/users/${id}`)).status).toBe(204);
    expect(await rest.get(`/users/${id}`)).toMatchObject(problem(404, 'not-found'));
    expect(await rest.delete(`/users/${id}`)).toMatchObject(problem(404, 'not-found'));
    expect((await add({ userName: name })).id).not.toBe(id);
  });

  it('have names that are unique in the account, in any letter case', async () => {
    const taken = problem(409, 'user-name-taken', '/userName');
    const { userName: name } = await add();
    const other = await add();
    const upper = String(name).toUpperCase();
    expect(await rest.post('/users', { userName: upper })).toMatchObject(taken);
    expect(await rest.patch(`/users/${other.id}`, { userName: upper })).toMatchObject(taken);
  });

  it('are listed by user name, in pages, and found by names and addresses', async () => {
    const own = await addAccount(app);
    const people = restOf(app, own);
    for (const [name, facts] of [
      ['c@paged.example', { givenName: 'Carla' }],
      ['A@paged.example', { familyName: 'Äpfel' }],
      ['b@paged.example', { email: 'Post@Elsewhere.example' }],
    ] as const) {
      await people.create('/users', { userName: name, ...facts });
    }
    const names = async (query: string) =>
      items(await people.get(`/users?${query}`)).map(({ userName: name }) => name);
    const sorted = ['A@paged.example', 'b@paged.example', 'c@paged.example', own.admin.userName];
    expect(await names('')).toEqual(sorted);
    expect(await names('limit=2&page=2')).toEqual(sorted.slice(2));
    expect(stored(await people.get('/users?limit=2&page=9'))).toMatchObject({ items: [], total: 4, page: 9 });
    expect(await names('search=CARL')).toEqual(['c@paged.example']);
    expect(await names('search=%C3%A4pf')).toEqual(['A@paged.example']);
    expect(await names('search=elsewhere')).toEqual(['b@paged.example']);
    expect(await names('search=')).toEqual(sorted);
    expect(stored(await people.get('/users?search=paged&limit=1'))).toMatchObject({ total: 3, limit: 1 });
  });

  it('need as many statements to find and show as a single user', async () => {
    const statementsOf = async (limit: number) => {
      app.statements.clear();
      expect(items(await rest.get(`/users?search=person&limit=${limit}`))).toHaveLength(limit);
      return app.statements.statements.length;
    };
    for (let count = 0; count < 10; count++) await add({ email: `mail${count}@acme.example` });
    await statementsOf(1);
    expect(await statementsOf(10)).toBe(await statementsOf(1));
  });

  it('have the work address as their e-mail, and keep other addresses', async () => {
    const scim = await acme.scim.create('/Users', {
      userName: userName(),
      emails: [
        { value: 'home@example.com', type: 'home', primary: true },
        { value: 'old@acme.example', type: 'work' },
      ],
    });
    expect((await rest.read(`/users/${scim.id}`))['email']).toBe('old@acme.example');
    await change(scim.id, { email: 'new@acme.example' });
    expect((await acme.scim.read(`/Users/${scim.id}`))['emails']).toEqual([
      { value: 'home@example.com', type: 'home', primary: true },
      { value: 'new@acme.example', type: 'work' },
    ]);
    const only = await add({ email: 'only@acme.example' });
    expect(await change(only.id, { email: null })).toMatchObject({ email: null });
    expect(await acme.scim.read(`/Users/${only.id}`)).not.toHaveProperty('emails');
  });

  it('log in with the password set for them, which is never shown', async () => {
    const user = await add({ password: 'correct horse' });
    expect(JSON.stringify(user)).not.toContain('horse');
    expect((await logIn(app, acme, String(user['userName']), 'correct horse')).status).toBe(200);
    await change(user.id, { password: 'battery staple' });
    expect((await logIn(app, acme, String(user['userName']), 'correct horse')).status).toBe(401);
    expect((await logIn(app, acme, String(user['userName']), 'battery staple')).status).toBe(200);
  });

  it('are changed and deleted only at the version that If-Match names', async () => {
    const { id } = await add();
    expect((await rest.patch(`/users/${id}`, { title: 'One' }, { 'if-match': 'W/"1"' })).status).toBe(200);
    const stale = problem(412, 'stale');
    expect(await rest.patch(`/users/${id}`, { title: 'Two' }, { 'if-match': 'W/"1"' })).toMatchObject(stale);
    expect(await rest.delete(`/users/${id}`, { 'if-match': 'W/"1"' })).toMatchObject(stale);
    expect(await rest.read(`/users/${id}`)).toMatchObject({ title: 'One', version: 2 });
    expect((await rest.delete(`/users/${id}`, { 'if-match': '*' })).status).toBe(204);
  });

  it.each([
    ['a list', [{ title: 'One' }]],
    ['a string', JSON.stringify('{"title":"One"}')],
    ['null', null],
  ])('are not changed by a body that is %s', async (_, body) => {
    const { id } = await add({ title: 'Zero' });
    const { status, body: told } = await rest.patch(`/users/${id}`, body);
    expect(status).toBe(400);
    expect(told).toMatchObject({ code: 'invalid-input', detail: 'The body must be a JSON object.' });
    expect(await rest.read(`/users/${id}`)).toMatchObject({ title: 'Zero', version: 1 });
  });

  it.each([
    ['no user name', { userName: undefined }, '/userName'],
    ['a colon in the user name', { userName: 'a:b' }, '/userName'],
    ['a user name that is null', { userName: null }, '/userName'],
    ['an invalid e-mail address', { email: 'mira' }, '/email'],
    ['an unknown role', { role: 'boss' }, '/role'],
    ['a string for active', { active: 'true' }, '/active'],
    ['an empty string', { title: '' }, '/title'],
    ['a password of 11 characters', { password: 'eleven char' }, '/password'],
    ['a password of 1,025 characters', { password: 'p'.repeat(1025) }, '/password'],
    ['an unknown organization', { organizationId: 'nowhere' }, '/organizationId'],
    ['an unknown manager', { managerId: 'nobody' }, '/managerId'],
    ['an unknown field', { passwordHash: 'x' }, '/passwordHash'],
  ])('are refused with %s, and the field is named', async (_, fault, pointer) => {
    const name = userName();
    const answer = await rest.post('/users', { userName: name, ...fault });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(items(await rest.get(`/users?search=${name}`))).toEqual([]);
  });
});
