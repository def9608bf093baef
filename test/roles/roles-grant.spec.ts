import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { check, examine } from '../doctor/report.js';
import { items, problem, RestClient, restOf } from '../rest/rest-client.js';
import { addAccount, addUsers, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { until } from '../support/condition.js';
import { databaseLanes } from '../support/lanes.js';
import { basic, EXPENSE, resource, type Resource } from '../support/scim-client.js';

const SETTINGS = '/provisioning/settings';

describe.each(databaseLanes())('where a role comes from, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  const rolesGrant = (on: boolean) => rest.patch(SETTINGS, { rolesGrant: on });
  const create = (more: object = {}): Promise<Resource> =>
    acme.scim.create('/Users', { userName: `person${++number}@acme.example`, ...more });
  const roleOf = async (id: string) => {
    const { role, roleOrigin } = await rest.read(`/users/${id}`);
    return [role, roleOrigin];
  };
  const shownRole = (user: Resource) => (user[EXPENSE] as { role: string }).role;
  const setRoles = (id: string, ...values: string[]) =>
    acme.scim.patch(`/Users/${id}`, [
      { op: 'replace', path: 'roles', value: values.map((value) => ({ value })) },
    ]);
  const group = (displayName: string, role: string | null, ...members: string[]) =>
    rest.create('/groups', { displayName, role }).then(async ({ id }) => {
      for (const member of members) await rest.put(`/groups/${id}/members/${member}`);
      return id;
    });
  const push = (id: string, op: string, ...members: string[]) =>
    acme.scim.patch(`/Groups/${id}`, [{ op, path: 'members', value: members.map((value) => ({ value })) }]);

  it('values of roles grant nothing until the account says so, and then at once, for everybody', async () => {
    const before = await create({ roles: [{ value: 'approver' }] });
    expect(shownRole(before)).toBe('employee');
    await rolesGrant(true);
    expect(await roleOf(before.id)).toEqual(['approver', 'roles']);
    expect(shownRole(await create({ roles: [{ value: 'Controller', display: 'C' }] }))).toBe('controller');
    expect(shownRole(resource(await setRoles(before.id, 'accountant', 'approver')))).toBe('accountant');
    await acme.scim.patch(`/Users/${before.id}`, [
      {
        op: 'replace',
        path: 'roles',
        value: [{ value: 'accountant' }, { value: 'approver', primary: true }],
      },
    ]);
    expect(await roleOf(before.id)).toEqual(['approver', 'roles']);
    expect(shownRole(resource(await setRoles(before.id, 'ruler of the world')))).toBe('employee');
    await setRoles(before.id, 'controller');
    await rolesGrant(false);
    expect(await roleOf(before.id)).toEqual(['employee', null]);
    const [entry] = items(await rest.get('/audit?action=settings.changed'));
    expect(entry).toMatchObject({ changes: [{ path: 'rolesGrant', old: true, new: false }] });
  });

  it('an assigned role comes before roles, and roles before groups, and what is below shows once that is gone', async () => {
    await rolesGrant(true);
    const { id } = await create({ [EXPENSE]: { role: 'approver' }, roles: [{ value: 'controller' }] });
    await group('Finance', 'accountant', id);
    expect(await roleOf(id)).toEqual(['approver', 'role']);
    await acme.scim.patch(`/Users/${id}`, [{ op: 'remove', path: `${EXPENSE}:role` }]);
    expect(await roleOf(id)).toEqual(['controller', 'roles']);
    await acme.scim.patch(`/Users/${id}`, [{ op: 'remove', path: 'roles' }]);
    expect(await roleOf(id)).toEqual(['accountant', 'group']);
    // Assigned outright, though the user has the role already.
    const assign = (role: string) =>
      acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: `${EXPENSE}:role`, value: role }]);
    await assign('accountant');
    await setRoles(id, 'controller');
    expect(await roleOf(id)).toEqual(['accountant', 'role']);
    await assign('employee');
    expect(await roleOf(id)).toEqual(['employee', 'role']);
    await rest.patch(`/users/${id}`, { role: null });
    expect(await roleOf(id)).toEqual(['controller', 'roles']);
    await rest.patch(`/users/${id}`, { role: 'controller' });
    expect(await roleOf(id)).toEqual(['controller', 'roles']);
    await rest.patch(`/users/${id}`, { role: 'employee' });
    expect(await roleOf(id)).toEqual(['employee', 'role']);
  });

  it('a whole user that is sent back assigns nothing', async () => {
    await rolesGrant(true);
    const { id } = await create({ roles: [{ value: 'controller' }] });
    const read = await acme.scim.read(`/Users/${id}`);
    expect(resource(await acme.scim.put(`/Users/${id}`, read))).toEqual(read);
    expect(shownRole(resource(await acme.scim.put(`/Users/${id}`, { ...read, roles: [] })))).toBe('employee');
  });

  it('groups give and take roles, of hundreds of members at once', async () => {
    const people = await addUsers(app, acme, 500);
    const [first = '', second = ''] = people;
    const finance = await group('Finance', null);
    await push(finance, 'add', ...people);
    const before = (await rest.read(`/users/${first}`)).version;
    await rest.patch(`/groups/${finance}`, { role: 'accountant' });
    const approvers = await group('Approvers', 'approver', first, second);
    for (const id of [first, second, people.at(-1) ?? ''])
      expect(await roleOf(id)).toEqual(['accountant', 'group']);
    expect((await rest.read(`/users/${first}`)).version).toBe(before + 1);
    await push(finance, 'remove', ...people.slice(1));
    expect(await roleOf(first)).toEqual(['accountant', 'group']);
    expect(await roleOf(second)).toEqual(['approver', 'group']);
    expect(await roleOf(people.at(-1) ?? '')).toEqual(['employee', null]);
    await acme.scim.put(`/Groups/${approvers}`, { displayName: 'Approvers', members: [] });
    expect(await roleOf(second)).toEqual(['employee', null]);
    await rest.patch(`/groups/${finance}`, { role: 'controller' });
    expect(await roleOf(first)).toEqual(['controller', 'group']);
    const [entry] = items(await rest.get('/audit?action=user.changed'));
    expect(entry).toMatchObject({ changes: [{ path: 'role', old: 'accountant', new: 'controller' }] });
    await acme.scim.delete(`/Groups/${finance}`);
    expect(await roleOf(first)).toEqual(['employee', null]);
  });

  const person = async (name: string) =>
    (await rest.create('/users', { userName: `${name}@acme.example` })).id;

  it('undoing a run gives back what it has taken: roles of groups, of deleted users, and assigned ones', async () => {
    await rolesGrant(true);
    const [kept, deleted] = [await person('kept'), await person('deleted')];
    const finance = await group('Finance', 'accountant', kept, deleted);
    await acme.scim.patch(`/Users/${kept}`, [{ op: 'add', path: 'roles', value: [{ value: 'controller' }] }]);
    await push(finance, 'remove', kept);
    await acme.scim.delete(`/Users/${deleted}`);
    await acme.scim.patch(`/Users/${kept}`, [{ op: 'replace', path: `${EXPENSE}:role`, value: 'approver' }]);
    expect(await roleOf(kept)).toEqual(['approver', 'role']);
    await undoScim();
    for (const id of [kept, deleted]) expect(await roleOf(id)).toEqual(['accountant', 'group']);
  });

  it('undoing a run gives a role back that was lost with a membership', async () => {
    const people = [await person('one'), await person('two')];
    const finance = await group('Finance', 'accountant', ...people);
    await acme.scim.patch(`/Groups/${finance}`, [{ op: 'replace', path: 'members', value: [] }]);
    await acme.scim.patch(`/Users/${people[0]}`, [{ op: 'replace', path: 'title', value: 'Clerk' }]);
    for (const id of people) expect(await roleOf(id)).toEqual(['employee', null]);
    await undoScim();
    for (const id of people) expect(await roleOf(id)).toEqual(['accountant', 'group']);
  });

  it('undoing a run gives a role back that was lost with roles, or with a deleted group', async () => {
    await rolesGrant(true);
    const somebody = await person('somebody');
    const finance = await group('Finance', 'accountant', somebody);
    await acme.scim.delete(`/Groups/${finance}`);
    await setRoles(somebody, 'controller');
    expect(await roleOf(somebody)).toEqual(['controller', 'roles']);
    await undoScim();
    expect(await roleOf(somebody)).toEqual(['accountant', 'group']);
    expect((await rest.read(`/groups/${finance}`))['role']).toBe('accountant');
  });

  const undoScim = async () => {
    const [run] = items(await rest.get('/provisioning/runs?via=scim'));
    const answer = await rest.post(`/provisioning/runs/${String(run?.['id'])}/undo`, {});
    const job = String(resource(answer, 202)['job']);
    await until('the undo has ended', async () => (await rest.read(`/jobs/${job}`))['state'] !== 'running');
    expect(await rest.read(`/jobs/${job}`)).toMatchObject({ state: 'done' });
  };

  it('nothing but an administrator of Declaree makes somebody an administrator', async () => {
    await rolesGrant(true);
    const password = 'correct horse battery';
    const user = await create({ password });
    const admin = { value: 'admin', primary: true };
    const at = `/Users/${user.id}`;
    const attempts = [
      () => create({ roles: [admin] }),
      () => create({ roles: [{ value: 'ADMIN' }, admin], entitlements: [admin] }),
      () => acme.scim.put(at, { ...user, roles: [admin] }),
      () => acme.scim.patch(at, [{ op: 'add', path: 'roles', value: [admin] }]),
      () => acme.scim.patch(at, [{ op: 'replace', value: { roles: [admin], entitlements: [admin] } }]),
      () => acme.scim.patch(at, [{ op: 'add', path: 'roles[primary eq true].value', value: 'admin' }]),
      () => acme.scim.patch(at, [{ op: 'replace', path: `${EXPENSE}:role`, value: 'admin' }]),
      () => acme.scim.put(at, { ...user, [EXPENSE]: { role: 'admin' } }),
      () => acme.scim.post('/Users', { userName: 'boss@acme.example', [EXPENSE]: { role: 'admin' } }),
      () => acme.scim.post('/Groups', { displayName: 'Admins', role: 'admin', roles: [admin] }),
      () => rest.post('/groups', { displayName: 'Admins of REST', role: 'admin' }),
      () => acme.scim.post('/Roles', { displayName: 'admin' }),
      () =>
        acme.scim.post('/Bulk', {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
          Operations: [
            { method: 'PUT', path: at, data: { ...user, roles: [admin] } },
            { method: 'POST', path: '/Roles', bulkId: 'r', data: { displayName: 'admin' } },
          ],
        }),
    ];
    for (const attempt of attempts) await attempt();
    const finance = await group('Finance', 'controller', user.id);
    for (const [path, role] of [
      [`/groups/${finance}`, 'admin'],
      [`/groups/${finance}`, 'boss'],
    ] as const)
      expect(await rest.patch(path, { role })).toMatchObject(problem(400, 'invalid-input', '/role'));
    const admins = items(await rest.get('/users?limit=100')).filter(({ role }) => role === 'admin');
    expect(admins.map(({ id }) => id)).toEqual([acme.admin.id]);
    expect((await acme.scim.get('/Roles/admin')).status).toBe(404);
    expect((await acme.scim.list('/Roles?filter=id%20eq%20%22admin%22')).totalResults).toBe(0);

    // And who is not an administrator changes neither groups nor settings.
    const theirs = basic(`${acme.slug}/${String(user['userName'])}`, password);
    const own = new RestClient(app, theirs);
    const refused = await Promise.all([
      own.patch(`/groups/${finance}`, { role: 'controller' }),
      own.patch(SETTINGS, { rolesGrant: true }),
      own.patch(`/users/${user.id}`, { role: 'admin' }),
    ]);
    for (const { status } of refused) expect([401, 403]).toContain(status);
  });

  it('no SCIM write fails for the role of an administrator that roles and groups cannot take', async () => {
    await rolesGrant(true);
    const finance = await group('Finance', 'accountant');
    expect((await push(finance, 'add', acme.admin.id)).status).toBe(204);
    expect((await setRoles(acme.admin.id, 'employee')).status).toBe(200);
    expect(await roleOf(acme.admin.id)).toEqual(['admin', null]);
    expect((await rest.patch(`/users/${acme.admin.id}`, { role: null })).status).toBe(403);
  });

  it('writers of the same people at once all succeed, and leave the roles that the sources give', async () => {
    await rolesGrant(true);
    const people = await addUsers(app, acme, 20);
    const groups = [
      await group('One', 'approver'),
      await group('Two', 'accountant'),
      await group('Three', 'controller'),
    ];
    const answers = await Promise.all([
      ...groups.map((id) => push(id, 'add', ...people)),
      ...people.slice(0, 5).map((id) => setRoles(id, 'approver')),
      rest.patch(`/groups/${groups[2]}`, { role: null }),
      rest.patch(`/groups/${groups[0]}`, { role: 'employee' }),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status >= 300)).toEqual([]);
    for (const [index, id] of people.entries())
      expect(await roleOf(id)).toEqual(index < 5 ? ['approver', 'roles'] : ['accountant', 'group']);
  });

  it('knows nothing of another account', async () => {
    const globex = await addAccount(app);
    const theirs = restOf(app, globex);
    await rolesGrant(true);
    const other = await globex.scim.create('/Users', {
      userName: 'x@globex.example',
      roles: [{ value: 'approver' }],
    });
    expect(shownRole(other)).toBe('employee');
    expect((await theirs.read(SETTINGS))['rolesGrant']).toBe(false);
    const [own] = (await acme.scim.list('/Entitlements?count=1')).Resources;
    expect((await globex.scim.get(`/Entitlements/${own?.id}`)).status).toBe(404);
    const ids = (await globex.scim.list('/Entitlements')).Resources.map(({ id }) => id);
    expect(ids).toHaveLength(3);
    expect(ids).not.toContain(own?.id);
    const finance = await group('Finance', 'approver');
    expect((await theirs.patch(`/groups/${finance}`, { role: 'controller' })).status).toBe(404);
  });

  it('shows entitlements, which grant nothing, and the doctor names values that nobody knows', async () => {
    const [nl] = await acme.scim.search('/Entitlements', 'displayName eq "acme nl"');
    const entitlement = { value: nl?.id, display: 'Acme NL', type: 'organization' };
    const { id } = await create({
      entitlements: [entitlement, { value: 'car' }],
      roles: [{ value: 'boss' }],
    });
    const globex = await addAccount(app);
    const theirs = `organization:${globex.organizations.nl.id}`;
    await create({ entitlements: [entitlement, { value: theirs }, { value: 'organization:' }] });
    expect(await rest.read(`/users/${id}`)).toMatchObject({
      organizationId: acme.organizations.parent.id,
      roles: [{ value: 'boss', display: null, type: null }],
      entitlements: [entitlement, { value: 'car', display: null, type: null }],
    });
    expect((await examine(app, acme)).map((each) => each.id)).not.toContain('roles');
    await rolesGrant(true);
    expect(check(await examine(app, acme), 'roles')).toMatchObject({
      level: 'warning',
      detail: expect.stringMatching(
        new RegExp(`^4 values .*"car" .*"boss" .*"${theirs}" .*"organization:"`),
      ) as string,
    });
  });
});
