import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAccount, addUser, logIn, whoAmI, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, ENTERPRISE, EXPENSE } from '../../support/scim-client.js';
import { problem, RestClient, restOf, stored } from '../rest-client.js';

describe.each(databaseLanes())('what an admin may do to users over REST on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  const own = () => `/users/${acme.admin.id}`;

  it('does not include its own user', async () => {
    const refused = problem(403, 'own-user');
    expect(await rest.patch(own(), { active: false })).toMatchObject(refused);
    expect(await rest.patch(own(), { role: 'employee' })).toMatchObject(refused);
    expect(await rest.delete(own())).toMatchObject(refused);
    expect(
      stored(await rest.patch(own(), { title: 'Provisioning', role: 'admin', active: true })),
    ).toMatchObject({ role: 'admin', active: true, title: 'Provisioning' });
  });

  it('includes assigning and removing the role admin', async () => {
    const { id } = await rest.create('/users', {
      userName: 'second@acme.example',
      role: 'admin',
      password: 'correct horse',
    });
    const second = new RestClient(app, basic(`${acme.slug}/second@acme.example`, 'correct horse'));
    expect((await second.get('/users')).status).toBe(200);
    expect(stored(await rest.patch(`/users/${id}`, { role: 'controller' }))['role']).toBe('controller');
    expect(await second.get('/users')).toMatchObject(problem(403, 'not-an-admin'));
  });

  it('leaves one active admin if two remove each other’s role at once', async () => {
    for (const change of [{ active: false }, { role: 'employee' }, 'delete'] as const) {
      const account = await addAccount(app);
      const password = 'second secret';
      const id = await addUser(app, account, { userName: 'second', role: 'admin', password });
      const first = restOf(app, account);
      const second = new RestClient(app, basic(`${account.slug}/second`, password));
      const end = (client: RestClient, user: string) =>
        change === 'delete' ? client.delete(`/users/${user}`) : client.patch(`/users/${user}`, change);
      await Promise.all([first.get('/users'), second.get('/users')]);
      const answers = await Promise.all([end(first, id), end(second, account.admin.id)]);
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
      // The loser is refused, or was already not an admin when it asked.
      const loser = answers.find(({ status }) => status >= 300);
      expect([401, 403, 409]).toContain(loser?.status);
      const survivors = await Promise.all([first.get('/users'), second.get('/users')]);
      expect(survivors.filter(({ status }) => status === 200)).toHaveLength(1);
    }
  });

  it.each([
    ['deactivation', { active: false }],
    ['a new password', { password: 'battery staple' }],
  ])('ends the sessions of a user immediately with %s', async (_, change) => {
    const { id } = await rest.create('/users', { userName: 'leaver', password: 'correct horse' });
    const { body } = await logIn(app, acme, 'leaver', 'correct horse');
    const token = `Bearer ${String(body['accessToken'])}`;
    expect((await whoAmI(app, token)).status).toBe(200);
    expect((await rest.patch(`/users/${id}`, change)).status).toBe(200);
    expect((await whoAmI(app, token)).status).toBe(401);
  });

  it('overrides the organization from the identity provider by moving a user', async () => {
    const { nl } = acme.organizations;
    const { id } = await acme.scim.create('/Users', {
      userName: 'mira@acme.example',
      [EXPENSE]: { organization: 'Acme Narnia' },
    });
    await rest.patch(`/users/${id}`, { organizationId: acme.organizations.parent.id });
    expect((await acme.scim.read(`/Users/${id}`))[EXPENSE]).toMatchObject({ organization: 'Acme Narnia' });
    expect(stored(await rest.patch(`/users/${id}`, { organizationId: nl.id }))).toMatchObject({
      organizationId: nl.id,
    });
    expect((await acme.scim.read(`/Users/${id}`))[EXPENSE]).toMatchObject({ organization: 'Acme NL' });
  });

  it('replaces a manager who has not been provisioned yet', async () => {
    const jan = await rest.create('/users', { userName: 'jan@acme.example' });
    const { id } = await acme.scim.create('/Users', {
      userName: 'mira@acme.example',
      [ENTERPRISE]: { manager: { managerId: 'e-late' } },
    });
    const managerOf = async () =>
      ((await acme.scim.read(`/Users/${id}`))[ENTERPRISE] as { manager?: Record<string, string> } | undefined)
        ?.manager;
    expect(stored(await rest.patch(`/users/${id}`, { managerId: jan.id }))['managerId']).toBe(jan.id);
    await rest.create('/users', { userName: 'late@acme.example', externalId: 'e-late' });
    expect(await managerOf()).toMatchObject({ value: jan.id });
    expect(await managerOf()).not.toHaveProperty('managerId');
    await rest.patch(`/users/${id}`, { managerId: null });
    expect(await managerOf()).toBeUndefined();
  });

  it('keeps the reference of users named as their own manager, without binding them', async () => {
    const { id } = await rest.create('/users', { userName: 'mira@acme.example' });
    const named = stored(await rest.patch(`/users/${id}`, { managerId: id }));
    expect(named).toMatchObject({ managerId: null, awaitedManager: id });
    expect(stored(await rest.patch(`/users/${id}`, { managerId: id }))).toEqual(named);
    expect((await acme.scim.read(`/Users/${id}`))[ENTERPRISE]).toEqual({ manager: { value: id } });
    expect(stored(await rest.patch(`/users/${id}`, { managerId: null }))).toMatchObject({
      awaitedManager: null,
    });
  });

  it('lets people manage each other', async () => {
    const one = await rest.create('/users', { userName: 'one@acme.example' });
    const two = await rest.create('/users', { userName: 'two@acme.example', managerId: one.id });
    expect(stored(await rest.patch(`/users/${one.id}`, { managerId: two.id }))['managerId']).toBe(two.id);
  });

  it('does not leave a user with a manager who was deleted at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const boss = await rest.create('/users', { userName: `boss${round}@acme.example` });
      const { id } = await rest.create('/users', { userName: `report${round}@acme.example` });
      const [named, deleted] = await Promise.all([
        rest.patch(`/users/${id}`, { managerId: boss.id }),
        rest.delete(`/users/${boss.id}`),
      ]);
      expect([200, 400]).toContain(named.status);
      expect(deleted.status).toBe(204);
      expect((await rest.read(`/users/${id}`))['managerId']).toBeNull();
    }
  });

  it('binds waiting users once their manager gets the externalId', async () => {
    const { id } = await acme.scim.create('/Users', {
      userName: 'mira@acme.example',
      [ENTERPRISE]: { manager: { managerId: 'e-jan' } },
    });
    const jan = await rest.create('/users', { userName: 'jan@acme.example' });
    await rest.patch(`/users/${jan.id}`, { externalId: 'e-jan' });
    expect((await rest.read(`/users/${id}`))['managerId']).toBe(jan.id);
  });

  it('is denied to employees, operators and strangers', async () => {
    await addUser(app, acme, { userName: 'employee', password: 'employee secret' });
    const employee = new RestClient(app, basic(`${acme.slug}/employee`, 'employee secret'));
    for (const path of ['/users', '/groups', '/organizations', own()]) {
      expect(await employee.get(path)).toMatchObject(problem(403, 'not-an-admin'));
      expect(await new RestClient(app).get(path)).toMatchObject(problem(401, 'no-credential'));
    }
  });
});
