import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { ResourceValidator } from '../../support/resource-validator.js';
import { CORE, ENTERPRISE, EXPENSE, type ListResponse, type Resource } from '../../support/scim-client.js';

const KEPT = ['id', 'schemas'];

describe.each(databaseLanes())('the attributes of an answer on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let validator: ResourceValidator;
  let mira: Resource;
  let sales: Resource;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    validator = await ResourceValidator.of(acme.scim);
    const { id } = await acme.scim.create('/Users', {
      userName: 'mira',
      name: { givenName: 'Mira', familyName: 'Vos' },
      emails: [{ value: 'm@acme.example', type: 'work' }, { type: 'home' }],
      [ENTERPRISE]: { department: 'Audit', manager: { value: acme.admin.id } },
    });
    sales = await acme.scim.create('/Groups', { displayName: 'Sales', members: [{ value: id }] });
    mira = await acme.scim.read(`/Users/${id}`);
  });

  afterAll(() => app.close());

  /** The same projection by GET, in a list, and in a search by POST, with names as one text or as a list. */
  const answers = async (
    name: 'attributes' | 'excludedAttributes',
    names: readonly string[],
    from = mira,
  ) => {
    const [endpoint, type] = from === mira ? ['/Users', 'User'] : ['/Groups', 'Group'];
    const query = `${name}=${encodeURIComponent(names.join(','))}`;
    const filter = `id eq "${from.id}"`;
    const lists = [
      await acme.scim.list(`${endpoint}?filter=${encodeURIComponent(filter)}&${query}`),
      (await acme.scim.post(`${endpoint}/.search`, { filter, [name]: names })).body,
      (await acme.scim.post('/.search', { filter, [name]: names.join(', ') })).body,
    ] as unknown as ListResponse[];
    const found = lists.map(({ Resources }) => Resources[0]);
    const [first, ...more] = [await acme.scim.read(`${endpoint}/${from.id}?${query}`), ...found];
    for (const other of more) expect(other).toEqual(first);
    expect(validator.faultsOf(first as Record<string, unknown>, type, { partial: true })).toEqual([]);
    return first;
  };

  it.each([
    ['userName', { userName: 'mira' }],
    ['NAME.familyname', { name: { familyName: 'Vos' } }],
    ['name.familyName,name.givenName', { name: { givenName: 'Mira', familyName: 'Vos' } }],
    ['name,name.givenName', { name: { givenName: 'Mira', familyName: 'Vos' } }],
    ['emails.value', { emails: [{ value: 'm@acme.example' }] }],
    ['emails.type', { emails: [{ type: 'work' }, { type: 'home' }] }],
    [`${CORE}:userName`, { userName: 'mira' }],
    [`${CORE}:name.givenName`, { name: { givenName: 'Mira' } }],
    [`${ENTERPRISE}:department`, { [ENTERPRISE]: { department: 'Audit' } }],
    [`${ENTERPRISE.toUpperCase()}:DEPARTMENT`, { [ENTERPRISE]: { department: 'Audit' } }],
    ['active,nothing,emails.nothing,', { active: true }],
    ['nothing', {}],
    ['password', {}],
  ])('attributes=%s', async (names, expected) => {
    expect(await answers('attributes', names.split(','))).toEqual({
      schemas: mira.schemas,
      id: mira.id,
      ...expected,
    });
  });

  it('combines names from several parameters', async () => {
    const path = `/Users/${mira.id}?attributes=userName&Attributes=active,&attributes=`;
    const only = { schemas: mira.schemas, id: mira.id, userName: 'mira', active: true };
    expect(await acme.scim.read(path)).toEqual(only);
    const excluded = await acme.scim.read(
      `/Users/${mira.id}?excludedAttributes=emails&excludedAttributes=name`,
    );
    expect(excluded).toEqual({ ...mira, emails: undefined, name: undefined });
  });

  it('accepts the URN of a schema for all its attributes', async () => {
    const only = await answers('attributes', [ENTERPRISE]);
    expect(only).toEqual({ schemas: mira.schemas, id: mira.id, [ENTERPRISE]: mira[ENTERPRISE] });
    const without = await answers('excludedAttributes', [ENTERPRISE, EXPENSE]);
    expect(without).toEqual({ ...mira, [ENTERPRISE]: undefined, [EXPENSE]: undefined });
  });

  it('accepts parts of the manager, of meta and of groups', async () => {
    const names = [`${ENTERPRISE}:manager.displayName`, 'meta.version', 'groups.display'];
    expect(await answers('attributes', names)).toEqual({
      schemas: mira.schemas,
      id: mira.id,
      meta: { version: mira.meta.version },
      groups: [{ display: 'Sales' }],
      [ENTERPRISE]: { manager: { displayName: acme.admin.userName } },
    });
  });

  it('omits excluded attributes, but never id and schemas', async () => {
    const names = [
      'id',
      'schemas',
      'meta',
      'emails.type',
      'name.givenName',
      `${ENTERPRISE}:manager`,
      EXPENSE,
    ];
    expect(await answers('excludedAttributes', names)).toEqual({
      schemas: mira.schemas,
      id: mira.id,
      userName: 'mira',
      active: true,
      name: { familyName: 'Vos' },
      emails: [{ value: 'm@acme.example' }],
      groups: mira['groups'],
      [ENTERPRISE]: { department: 'Audit' },
    });
  });

  it('includes and omits members, and parts of them', async () => {
    const member = { value: mira.id };
    const head = { schemas: sales.schemas, id: sales.id };
    expect(await answers('attributes', ['members.value'], sales)).toEqual({ ...head, members: [member] });
    expect(await answers('excludedAttributes', ['members'], sales)).toEqual({ ...sales, members: undefined });
    const without = await answers('excludedAttributes', ['members.display', 'members.$ref'], sales);
    expect(without).toEqual({ ...sales, members: [{ ...member, type: 'User' }] });
  });

  it('are selected in the same way on writes', async () => {
    const query = `?attributes=${CORE}:userName,${ENTERPRISE}:manager.value`;
    const body = { ...mira, userName: 'noor' };
    const created = await acme.scim.post(`/Users${query}`, body);
    const at = `/Users/${String(created.body['id'])}${query}`;
    const written = [created, await acme.scim.put(at, body), await acme.scim.patch(at, [REPLACE])];
    for (const answer of written) {
      expect(answer.body).toEqual({
        schemas: mira.schemas,
        id: created.body['id'],
        userName: 'noor',
        [ENTERPRISE]: { manager: { value: acme.admin.id } },
      });
    }
    const group = await acme.scim.post('/Groups?excludedAttributes=members,meta', { displayName: 'Audit' });
    expect(Object.keys(group.body).toSorted()).toEqual(['displayName', ...KEPT].toSorted());
  });

  describe('attributes that the answer does not have are not read', () => {
    const tablesOf = async (path: string) => {
      app.statements.clear();
      await acme.scim.list(path);
      const tables = app.statements.statements.flatMap((sql) => /FROM `(\w+)`/.exec(sql)?.[1] ?? []);
      return tables.filter((table) => ['user_values', 'group_members'].includes(table));
    };

    it.each([
      ['/Users', ['user_values', 'group_members']],
      ['/Users?excludedAttributes=groups', ['user_values']],
      ['/Users?attributes=groups.value', ['group_members']],
      ['/Users?attributes=userName,name.familyName', []],
      ['/Groups', ['group_members']],
      ['/Groups?excludedAttributes=MEMBERS', []],
      ['/Groups?attributes=displayName', []],
    ])('%s: %j', async (path, tables) => {
      expect(await tablesOf(path)).toEqual(tables);
    });
  });
});

const REPLACE = { op: 'replace', path: 'title', value: 'Controller' };
