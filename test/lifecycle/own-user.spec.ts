import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, addUser, makeApiKey, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import {
  EXPENSE,
  resource,
  ScimClient,
  scimError,
  type Answer,
  type Resource,
} from '../support/scim-client.js';

const ROLE = `${EXPENSE}:role`;

describe.each(databaseLanes())('what SCIM must not take away, on $name', (lane) => {
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

  it.each(OWN)("a credential cannot touch its own user's life: %s", async (_, attempt) => {
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

  it('the role admin is granted in no way', async () => {
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

  it('what a user already is can be echoed', async () => {
    const before = await acme.scim.read(`/Users/${admin.id}`);
    expect(resource(await acme.scim.put(`/Users/${admin.id}`, before))).toEqual(before);
    expect(resource(await setRole(admin.id, 'admin'))).toEqual(before);
  });

  it.each(['employee', 'approver', 'accountant', 'controller'])(
    'the role %s is free to give',
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

  it('the core roles and entitlements are kept and grant nothing', async () => {
    const facts = { roles: [{ value: 'admin', primary: true }], entitlements: [{ value: 'everything' }] };
    const user = await create({ ...facts, password: 'secret' });
    expect(user).toMatchObject({ ...facts, [EXPENSE]: { role: 'employee' } });
    const authorization = `Basic ${btoa(`${acme.slug}/${String(user['userName'])}:secret`)}`;
    const refused = await new ScimClient(acme.scim.baseUrl, authorization).get('/Users');
    expect(refused.status).toBe(403);
  });
});
