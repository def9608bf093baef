import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { UsersService } from '../../../src/users/users.service.js';
import { addAccount, addUser, logIn, makeApiKey, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { databaseLanes } from '../../support/lanes.js';
import {
  basic,
  EXPENSE,
  resource,
  ScimClient,
  scimError,
  send,
  type Answer,
  type Operation,
  type Resource,
} from '../../support/scim-client.js';

const ROLE = `${EXPENSE}:role`;

describe.each(databaseLanes())('protected users and roles on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let admin: Resource;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    admin = await acme.scim.read(`/Users/${acme.admin.id}`);
  });

  afterAll(() => app.close());

  const create = (facts: Record<string, unknown> = {}): Promise<Resource> =>
    acme.scim.create('/Users', { userName: `person${++number}@acme.example`, ...facts });
  const setRole = (id: string, value: string) =>
    acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: ROLE, value }]);
  const roleOf = (user: Resource) => (user[EXPENSE] as Record<string, unknown>)['role'];

  const eventsOf = async ({ scim }: TestAccount, outcome: string): Promise<Record<string, unknown>[]> => {
    const url = `${app.url}/api/v1/provisioning/events?outcome=${outcome}`;
    const answer = await send(url, 'GET', { headers: { authorization: scim.authorization } });
    return answer.body['items'] as Record<string, unknown>[];
  };

  const OWN: [string, (scim: ScimClient) => Promise<Answer>][] = [
    [
      'deactivate it by PATCH',
      (scim) => scim.patch(`/Users/${admin.id}`, [{ op: 'Replace', path: 'active', value: 'False' }]),
    ],
    ['deactivate it by PUT', (scim) => scim.put(`/Users/${admin.id}`, { ...admin, active: false })],
    [
      'deactivate it by PUT without an id',
      (scim) => scim.put('/Users', { userName: admin['userName'], active: false }),
    ],
    ['delete it', (scim) => scim.delete(`/Users/${admin.id}`)],
    [
      'demote it',
      (scim) => scim.patch(`/Users/${admin.id}`, [{ op: 'replace', path: ROLE, value: 'employee' }]),
    ],
  ];

  it.each(OWN)('a credential cannot deactivate or delete its own user: %s', async (_, attempt) => {
    const byKey = new ScimClient(
      acme.scim.baseUrl,
      `Bearer ${await makeApiKey(app, acme.scim.authorization)}`,
    );
    for (const scim of [acme.scim, byKey]) {
      const { status, body } = await attempt(scim);
      expect(status).toBe(403);
      expect(body).toMatchObject(scimError(403, { detail: expect.stringMatching(/own user|role admin/) }));
    }
    expect(await acme.scim.read(`/Users/${admin.id}`)).toEqual(admin);
  });

  const renamed = { userName: 'renamed@acme.example' };
  const operation = { op: 'replace', value: renamed };
  const RENAMES: [string, (scim: ScimClient, own: string) => Promise<Answer>][] = [
    ['PATCH', (scim, own) => scim.patch(own, [operation])],
    ['PUT', (scim, own) => scim.put(own, renamed)],
    ['PUT by externalId', (scim) => scim.put('/Users', { ...renamed, externalId: 'own' })],
    ['PATCH of /Me', (scim) => scim.patch('/Me', [operation])],
    ['PUT of /Me', (scim) => scim.put('/Me', renamed)],
    [
      'Bulk',
      async (scim, path) => {
        const data = { Operations: [operation] };
        const answer = await scim.post('/Bulk', {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
          Operations: [{ method: 'PATCH', path, data }],
        });
        const [result] = resource(answer)['Operations'] as { status: string; response: object }[];
        return { ...answer, status: Number(result?.status), body: { ...result?.response } };
      },
    ],
  ];

  it.each(RENAMES)(
    'a Basic credential cannot change the user name of its own user by %s',
    async (_, attempt) => {
      const account = await addAccount(app);
      const { id, userName } = account.admin;
      const own = `/Users/${id}`;
      await account.scim.patch(own, [{ op: 'add', path: 'externalId', value: 'own' }]);
      const { status, body } = await attempt(account.scim, own);
      expect(status).toBe(403);
      expect(body).toMatchObject(scimError(403, { detail: expect.stringContaining('own user') as string }));
      expect(await account.scim.read(own)).toMatchObject({ userName });
      const [event] = await eventsOf(account, 'failure');
      expect(event).toMatchObject({ code: 'own-user', status: 403 });
    },
  );

  it('an API key can change it, and a Basic credential only its letter case', async () => {
    const account = await addAccount(app);
    const own = `/Users/${account.admin.id}`;
    const userName = account.admin.userName.toUpperCase();
    const cased = await account.scim.patch(own, [{ op: 'replace', path: 'userName', value: userName }]);
    expect(resource(cased)).toMatchObject({ userName });
    const key = await makeApiKey(app, account.scim.authorization);
    const byKey = new ScimClient(account.scim.baseUrl, `Bearer ${key}`);
    expect(resource(await byKey.patch(own, [operation]))).toMatchObject(renamed);
  });

  const PASSWORDS: [string, (scim: ScimClient, own: Resource) => Promise<Answer>][] = [
    [
      'PATCH',
      (scim, { id }) =>
        scim.patch(`/Users/${id}`, [{ op: 'replace', value: { password: 'other', title: 'Okta' } }]),
    ],
    ['PUT', (scim, own) => scim.put(`/Users/${own.id}`, { ...own, password: 'other', title: 'Okta' })],
    ['PUT by name', (scim, own) => scim.put('/Users', { ...own, password: 'other', title: 'Okta' })],
    [
      'PATCH of /Me',
      (scim) => scim.patch('/Me', [{ op: 'add', value: { password: 'other', title: 'Okta' } }]),
    ],
  ];

  it.each(PASSWORDS)(
    'a password for its own user is ignored, and the rest is applied: %s',
    async (_, attempt) => {
      const account = await addAccount(app);
      const key = await makeApiKey(app, account.scim.authorization);
      for (const scim of [account.scim, new ScimClient(account.scim.baseUrl, `Bearer ${key}`)]) {
        const own = await scim.read('/Me');
        expect(resource(await attempt(scim, own))).toMatchObject({ title: 'Okta' });
        expect((await logIn(app, account, account.admin.userName, account.admin.password)).status).toBe(200);
        expect((await logIn(app, account, account.admin.userName, 'other')).status).toBe(401);
        const [event] = await eventsOf(account, 'success');
        expect(event).toMatchObject({
          code: 'own-password-ignored',
          reading: expect.stringContaining('was ignored because'),
        });
        expect(JSON.stringify(event)).not.toContain('other');
      }
    },
  );

  it('a credential can change the profile of its own user', async () => {
    const answer = await acme.scim.put(`/Users/${admin.id}`, {
      ...admin,
      title: 'Provisioning',
      active: true,
    });
    expect(resource(answer)).toMatchObject({
      title: 'Provisioning',
      active: true,
      [EXPENSE]: { role: 'admin' },
    });
    admin = resource(answer);
  });

  it('another admin can be deactivated, but not demoted', async () => {
    const id = await addUser(app, acme, { userName: 'second@acme.example', role: 'admin' });
    expect((await setRole(id, 'employee')).status).toBe(403);
    const answer = await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', value: { active: false } }]);
    expect(resource(answer)).toMatchObject({ active: false, [EXPENSE]: { role: 'admin' } });
  });

  it.each<[string, (scim: ScimClient, id: string) => Promise<Answer>]>([
    [
      'deactivate',
      (scim, id) => scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }]),
    ],
    ['delete', (scim, id) => scim.delete(`/Users/${id}`)],
  ])('the last active admin stays if two %s each other at once', async (_, end) => {
    const account = await addAccount(app);
    const password = 'second secret';
    const id = await addUser(app, account, { userName: 'second', role: 'admin', password });
    const [first, second] = await Promise.all(
      [account.scim.authorization, basic(`${account.slug}/second`, password)].map(
        async (login) => new ScimClient(account.scim.baseUrl, `Bearer ${await makeApiKey(app, login)}`),
      ),
    );
    if (!first || !second) throw new Error('there are two admins');
    // Both pass the checks before either can write.
    const attempts = await app.get(UnitOfWork).write(account.id, async (tx) => {
      for (const userId of [id, account.admin.id])
        await app.get(UsersService).get(tx, userId, { lock: true });
      app.statements.clear();
      const begun = [end(first, id), end(second, account.admin.id)];
      const logins = () => app.statements.statements.filter((sql) => sql.includes('api_keys')).length;
      await until('both are logged in', () => logins() === 2);
      return begun.map((answer) => ({ answer }));
    });
    const answers = await Promise.all(attempts.map(({ answer }) => answer));
    const refused = answers.filter(({ status }) => status >= 300);
    expect(refused.map(({ body }) => body)).toEqual([
      scimError(409, { detail: expect.stringContaining('last active administrator') as string }),
    ]);
    const survivors = await Promise.all([first.get('/Me'), second.get('/Me')]);
    expect(survivors.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it.each<[string, Operation]>([
    ['remove', { op: 'remove', path: ROLE }],
    ['remove of its block', { op: 'remove', path: EXPENSE }],
    ['remove by its short name', { op: 'remove', path: 'role' }],
    ['""', { op: 'replace', path: ROLE, value: '' }],
    ['null', { op: 'add', path: ROLE, value: null }],
    ['null without a path', { op: 'replace', value: { [EXPENSE]: { role: null } } }],
  ])('the role admin cannot be removed by PATCH with %s', async (_, removal) => {
    const other = await addUser(app, acme, { userName: `admin${++number}@acme.example`, role: 'admin' });
    for (const id of [admin.id, other]) {
      const before = await acme.scim.read(`/Users/${id}`);
      const { status, body } = await acme.scim.patch(`/Users/${id}`, [removal]);
      expect([status, body]).toEqual([
        403,
        scimError(403, { detail: expect.stringContaining('role admin') as string }),
      ]);
      expect(await acme.scim.read(`/Users/${id}`)).toEqual(before);
    }
    const user = await create({ [EXPENSE]: { role: 'approver' } });
    expect(roleOf(resource(await acme.scim.patch(`/Users/${user.id}`, [removal])))).toBe('employee');
  });

  it('the role admin stays after a PUT that omits it, and cannot be removed by one that clears it', async () => {
    const { userName } = admin;
    const put = (block: object) => acme.scim.put(`/Users/${admin.id}`, { userName, [EXPENSE]: block });
    expect(roleOf(resource(await put({ iban: 'NL91ABNA0417164300' })))).toBe('admin');
    for (const role of ['', null]) expect((await put({ role })).status).toBe(403);
    admin = await acme.scim.read(`/Users/${admin.id}`);
  });

  it('the role admin cannot be assigned in any way', async () => {
    const user = await create();
    const attempts = [
      await acme.scim.post('/Users', { userName: 'new@acme.example', [EXPENSE]: { role: 'admin' } }),
      await setRole(user.id, 'Admin'),
      await acme.scim.patch(`/Users/${user.id}`, [{ op: 'add', value: { [EXPENSE]: { role: 'admin' } } }]),
      await acme.scim.put(`/Users/${user.id}`, { ...user, [EXPENSE]: { role: 'admin' } }),
    ];
    for (const { status, body } of attempts) {
      expect(status).toBe(403);
      expect(body).toMatchObject(scimError(403, { detail: expect.stringContaining('role admin') }));
    }
    expect(await acme.scim.read(`/Users/${user.id}`)).toEqual(user);
    expect(await acme.scim.search('/Users', 'userName eq "new@acme.example"')).toEqual([]);
  });

  it('the current role can be echoed', async () => {
    const before = await acme.scim.read(`/Users/${admin.id}`);
    expect(resource(await acme.scim.put(`/Users/${admin.id}`, before))).toEqual(before);
    expect(resource(await setRole(admin.id, 'admin'))).toEqual(before);
  });

  it.each(['employee', 'approver', 'accountant', 'controller'])(
    'the role %s can be assigned',
    async (role) => {
      expect(roleOf(await create({ [EXPENSE]: { role } }))).toBe(role);
      const user = await create();
      expect(roleOf(user)).toBe('employee');
      expect(roleOf(resource(await setRole(user.id, role)))).toBe(role);
    },
  );

  it('an unknown role is refused, and the known ones are named', async () => {
    const user = await create();
    const { status, body } = await setRole(user.id, 'owner');
    expect(status).toBe(400);
    expect(body).toMatchObject(
      scimError(400, { scimType: 'invalidValue', detail: expect.stringContaining('employee, approver') }),
    );
  });

  it('the core roles and entitlements are stored and grant nothing', async () => {
    const facts = { roles: [{ value: 'admin', primary: true }], entitlements: [{ value: 'everything' }] };
    const user = await create({ ...facts, password: 'secret' });
    expect(user).toMatchObject({ ...facts, [EXPENSE]: { role: 'employee' } });
    const authorization = `Basic ${btoa(`${acme.slug}/${String(user['userName'])}:secret`)}`;
    const refused = await new ScimClient(acme.scim.baseUrl, authorization).get('/Users');
    expect(refused.status).toBe(403);
  });
});
