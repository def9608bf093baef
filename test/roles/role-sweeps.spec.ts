import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { RoleSweepWorker } from '../../src/roles/role-sweep-worker.service.js';
import { PEOPLE_AT_ONCE, RoleSweeps } from '../../src/roles/role-sweeps.service.js';
import { items, RestClient, restOf } from '../rest/rest-client.js';
import { addAccount, addUser, addUsers, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { until } from '../support/condition.js';
import { databaseLanes } from '../support/lanes.js';
import { basic, EXPENSE } from '../support/scim-client.js';

/** More than two transactions settle. */
const PEOPLE = 1_050;

const SETTINGS = '/provisioning/settings';

describe.each(databaseLanes())('roles of more people than one transaction settles, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;

  beforeAll(async () => {
    app = await bootApp(lane, { RATE_LIMIT_PER_ACCOUNT: 'off' });
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  /** Many people, and one more whom a sweep settles last. */
  const addPeople = async (more: Parameters<typeof addUsers>[3] = {}) => {
    const many = await addUsers(app, acme, PEOPLE, more);
    const login = { userName: `last@${acme.slug}.example`, password: 'correct horse battery' };
    const id = await addUser(app, acme, { ...login, ...more });
    const own = new RestClient(app, basic(login.userName, login.password));
    return { ids: [...many, id], last: { id, role: async () => (await own.read('/auth/me'))['role'] } };
  };
  const count = async (role: string) =>
    (await acme.scim.list(`/Users?count=0&filter=${encodeURIComponent(`${EXPENSE}:role eq "${role}"`)}`))
      .totalResults;
  const allHave = (role: string) =>
    until(`everybody is ${role}`, async () => (await count(role)) === PEOPLE + 1);
  const stored = async (id = '') => {
    const { role, roleOrigin, version } = await rest.read(`/users/${id}`);
    return [role, roleOrigin, version];
  };
  const patchMembers = (groupId: string, op: 'add' | 'replace', ids: readonly string[]) =>
    acme.scim.patch(`/Groups/${groupId}`, [{ op, path: 'members', value: ids.map((value) => ({ value })) }]);

  it('come and go at once with the setting, and are stored soon, once for each person', async () => {
    const { ids, last } = await addPeople({ values: [{ attribute: 'roles', value: 'Controller' }] });
    expect(await last.role()).toBe('employee');
    expect(await rest.patch(SETTINGS, { rolesGrant: true })).toMatchObject({ status: 200 });
    expect(await last.role()).toBe('controller');
    await allHave('controller');
    for (const id of [ids[0], ids[PEOPLE / 2], last.id])
      expect(await stored(id)).toEqual(['controller', 'roles', 2]);
    const [entry] = items(await rest.get('/audit?action=user.changed&limit=1'));
    expect(entry).toMatchObject({
      actor: acme.admin.userName,
      changes: [{ path: 'role', old: 'employee', new: 'controller' }],
    });
    expect(await rest.patch(SETTINGS, { rolesGrant: false })).toMatchObject({ status: 200 });
    expect(await last.role()).toBe('employee');
    await until('nobody is a controller', async () => (await count('controller')) === 0);
    for (const id of [ids[0], last.id]) expect(await stored(id)).toEqual(['employee', null, 3]);
    // The last administrator is still one.
    expect(await count('admin')).toBe(1);
  });

  it('follow the role of a big group, its members and its end at once', async () => {
    const { ids, last } = await addPeople();
    const { id } = await rest.create('/groups', { displayName: 'Everybody', role: 'accountant' });
    expect((await patchMembers(id, 'add', ids)).status).toBe(204);
    expect(await last.role()).toBe('accountant');
    await allHave('accountant');
    expect(await rest.patch(`/groups/${id}`, { role: 'approver' })).toMatchObject({ status: 200 });
    expect(await last.role()).toBe('approver');
    // Before the first sweep has ended.
    expect(await rest.patch(`/groups/${id}`, { role: 'controller' })).toMatchObject({ status: 200 });
    expect(await last.role()).toBe('controller');
    expect((await patchMembers(id, 'replace', [])).status).toBe(204);
    expect(await last.role()).toBe('employee');
    await allHave('employee');
    expect((await patchMembers(id, 'add', ids)).status).toBe(204);
    await allHave('controller');
    expect((await rest.delete(`/groups/${id}`)).status).toBe(204);
    expect(await last.role()).toBe('employee');
    await allHave('employee');
    for (const each of [ids[0], last.id])
      expect((await stored(each)).slice(0, 2)).toEqual(['employee', null]);
  });

  it('are stored by another process if the one that began has ended', async () => {
    await addPeople({ values: [{ attribute: 'roles', value: 'approver' }] });
    const other = await bootApp(lane, { RATE_LIMIT_PER_ACCOUNT: 'off', DATABASE_URL: app.databaseUrl });
    // Its worker stops before the change, so that it is known how far it came: the first people of one role.
    await other.get(RoleSweepWorker).onApplicationShutdown();
    expect(await restOf(other, acme).patch(SETTINGS, { rolesGrant: true })).toMatchObject({ status: 200 });
    while ((await count('approver')) === 0)
      await other.get(UnitOfWork).write(acme.id, (tx) => other.get(RoleSweeps).next(tx));
    await other.close();
    expect(await count('approver')).toBe(PEOPLE_AT_ONCE);
    await until('another process has gone on', async () => {
      await app.get(RoleSweepWorker).workOnDue();
      return (await count('approver')) === PEOPLE + 1;
    });
  });
});
