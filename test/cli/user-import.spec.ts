import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { items as restItems, restOf, type RestClient, type Stored } from '../rest/rest-client.js';
import { items, SupportClient } from '../rest/support/support-client.js';
import { addAccount, addOperator, type TestAccount } from '../support/accounts.js';
import type { TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import { ENTERPRISE } from '../support/scim-client.js';
import { bootWithCommands, json, STAFF, type CommandResult, type RunCommand } from './in-process.js';
import { UserLists } from './user-lists.js';

describe.each(databaseLanes())('importing a list of users, on $name', (lane) => {
  let app: TestApp;
  let declaree: RunCommand;
  let lists: UserLists;
  let acme: TestAccount;
  let rest: RestClient;

  beforeAll(async () => {
    ({ app, declaree } = await bootWithCommands(lane));
    lists = await UserLists.create(declaree);
  });

  afterAll(async () => {
    await app.close();
    await lists.remove();
  });

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  const fileOf = (content: string | Uint8Array) => lists.fileOf(acme, content);
  const check = (content: string | Uint8Array, ...options: string[]) => lists.check(acme, content, options);
  const apply = (content: string | Uint8Array) => check(content, '--apply');
  const problemsOf = ({ stdout }: CommandResult) =>
    (JSON.parse(stdout) as { problems: Record<string, unknown>[] }).problems;
  const found = async (search: string): Promise<Stored> => {
    const [user] = restItems(await rest.get(`/users?search=${encodeURIComponent(search)}`));
    if (!user) throw new Error(`nobody is found by ${search}`);
    return user;
  };
  const trail = async () =>
    items(await new SupportClient(app, await addOperator(app)).get(`/${acme.id}/audit`));

  it('is checked first, and imported and recorded with --apply', async () => {
    const list = 'userName,displayName,role\nmira@acme.example,Mira Vos,approver\njan@acme.example,Jan,\n';
    expect(json(await check(list))).toEqual({
      account: { id: acme.id, slug: acme.slug, name: acme.slug },
      applied: false,
      create: 2,
      update: 0,
      unchanged: 0,
      deactivate: 0,
      reactivate: 0,
      promote: 0,
      demote: 0,
      lines: [
        {
          line: 2,
          userName: 'mira@acme.example',
          action: 'create',
          changes: [
            { path: 'displayName', old: null, new: 'Mira Vos' },
            { path: 'role', old: null, new: 'approver' },
          ],
        },
        {
          line: 3,
          userName: 'jan@acme.example',
          action: 'create',
          changes: [{ path: 'displayName', old: null, new: 'Jan' }],
        },
      ],
      problems: [],
    });
    expect(restItems(await rest.get('/users'))).toHaveLength(1);
    expect(json(await apply(list))).toMatchObject({ applied: true, create: 2, update: 0 });
    expect(await found('mira')).toMatchObject({
      userName: 'mira@acme.example',
      displayName: 'Mira Vos',
      role: 'approver',
      active: true,
      organizationId: acme.organizations.parent.id,
    });
    expect((await trail())[0]).toMatchObject({
      actor: STAFF,
      action: 'users.imported',
      detail: '2 created, 0 updated',
    });
    expect(json(await apply(list))).toMatchObject({ create: 0, update: 0, unchanged: 2 });
    expect((await trail()).filter(({ action }) => action === 'users.imported')).toHaveLength(1);
  });

  it('updates its columns by user name, case-insensitive', async () => {
    await rest.create('/users', { userName: 'Mira@acme.example', title: 'Buyer', department: 'Sales' });
    const list = 'title,userName,role\nController,mira@ACME.example,\n';
    expect(json(await apply(list))).toMatchObject({ create: 0, update: 1 });
    expect(await found('mira')).toMatchObject({
      userName: 'Mira@acme.example',
      title: 'Controller',
      department: 'Sales',
      role: 'employee',
    });
    expect(json(await apply('userName,department\nmira@acme.example,\n'))).toMatchObject({ update: 1 });
    expect(await found('mira')).toMatchObject({ title: 'Controller', department: null });
  });

  it('assigns organizations by name or id, and managers by user name or externalId', async () => {
    const { nl, be } = acme.organizations;
    await rest.create('/users', { userName: 'boss@acme.example', externalId: 'e-1' });
    const list = [
      'userName,externalId,organization,manager',
      'first@acme.example,,acme nl,LAST@acme.example',
      `second@acme.example,,${be.id},e-1`,
      'third@acme.example,,,e-9',
      'last@acme.example,e-9,,boss@acme.example',
      'boss@acme.example,e-1,,first@acme.example',
    ].join('\n');
    expect(json(await apply(list))).toMatchObject({ create: 4, update: 1, problems: [] });
    const people = new Map<string, Stored>();
    for (const name of ['first', 'second', 'third', 'last', 'boss'])
      people.set(name, await found(`${name}@`));
    const under = Object.fromEntries([...people].map(([name, { managerId }]) => [name, managerId]));
    const idOf = (name: string) => people.get(name)?.id;
    expect(under).toEqual({
      first: idOf('last'),
      second: idOf('boss'),
      third: idOf('last'),
      last: idOf('boss'),
      boss: idOf('first'),
    });
    expect(people.get('first')?.['organizationId']).toBe(nl.id);
    expect(people.get('second')?.['organizationId']).toBe(be.id);
    expect(json(await check(list))).toMatchObject({ create: 0, update: 0, unchanged: 5 });
  });

  it('creates people who manage each other, and stores who is named as their own manager', async () => {
    const list = 'userName,manager\none,three\ntwo,one\nthree,two\nfour,three\nself,SELF\n';
    expect(json(await apply(list))).toMatchObject({ create: 5 });
    const [one, two, three, four] = [
      await found('one'),
      await found('two'),
      await found('three'),
      await found('four'),
    ];
    expect([one, two, three, four].map(({ managerId }) => managerId)).toEqual([
      three.id,
      one.id,
      two.id,
      three.id,
    ]);
    const self = await found('self');
    expect(self).toMatchObject({ managerId: null, awaitedManager: self.id });
    expect(json(await check(list))).toMatchObject({ update: 0, unchanged: 5 });
  });

  it('changes people who waited for a manager in the list', async () => {
    const report = async (userName: string, managerId: string) =>
      (await acme.scim.post('/Users', { userName, [ENTERPRISE]: { manager: { managerId } } })).body;
    await report('worker@acme.example', 'E1');
    await report('clerk@acme.example', 'E2');
    await rest.post('/users', { userName: 'chief@acme.example' });
    const list = `userName,externalId,title
worker@acme.example,,Welder
boss@acme.example,E1,Boss
chief@acme.example,E2,Chief
clerk@acme.example,,Clerk
`;
    expect(json(await apply(list))).toMatchObject({ applied: true, create: 1, update: 3 });
    for (const [name, manager, title] of [
      ['worker', 'boss', 'Welder'],
      ['clerk', 'chief', 'Clerk'],
    ] as const) {
      const { id } = await found(manager);
      expect(await found(name)).toMatchObject({ title, managerId: id });
    }
  });

  it('changes nothing if a line has a problem, and shows each with its line and column', async () => {
    await rest.create('/users', { userName: 'known@acme.example' });
    const list = [
      'userName,title,email,role,active,organization,manager',
      'good@acme.example,"two\r\nlines",,,,,',
      'mail@acme.example,,nonsense,,,,',
      'role@acme.example,,,emperor,,,',
      'active@acme.example,,,,perhaps,,',
      'org@acme.example,,,,,Acme Narnia,',
      'manager@acme.example,,,,,,nobody@acme.example',
      'own@acme.example,,,,,,own@acme.example',
      ',no name,,,,,',
      'GOOD@acme.example,,,,,,',
      'a:colon,,,,,,',
      'wide@acme.example,x,,,,,,,y',
      `known@acme.example,${'x'.repeat(1001)},,,,,`,
      'nul@acme.example,a\u0000b,,,,,',
    ].join('\r\n');
    for (const result of [await check(list), await apply(list)]) {
      expect(result.exitCode).toBe(1);
      expect(result.stderr).toMatch(
        /^declaree: .* has 11 problems; nothing was imported\. \(database: [^\n]+\)\n$/,
      );
      expect(JSON.parse(result.stdout)).toMatchObject({ applied: false });
      expect(problemsOf(result).map(({ line, column }) => [line, column])).toEqual([
        [4, 'email'],
        [5, 'role'],
        [6, 'active'],
        [7, 'organization'],
        [8, 'manager'],
        [10, 'userName'],
        [11, 'userName'],
        [12, 'userName'],
        [13, null],
        [14, 'title'],
        [15, 'title'],
      ]);
    }
    expect(restItems(await rest.get('/users'))).toHaveLength(2);
    const { stdout } = await declaree(['users', 'import', acme.slug, await fileOf(list)]);
    expect(stdout).toContain('Line 7, organization: There is no organization "Acme Narnia" in this account.');
    expect(stdout).toContain('Line 6, active: "perhaps" is not a yes or no value. Use one of true, yes,');
    expect(stdout).toContain('Line 11, userName: Line 2 has the same user name.');
    expect(stdout).toContain('Line 13: Cell 9 of the line contains "y"');
    expect(stdout).toContain('2 to create, 0 to update, 0 unchanged, 11 problems');
  });

  it.each([
    ['an unknown column', 'userName,car\nmira,VW\n', 'car', 'Unknown column'],
    ['a column for passwords', 'userName,Password\nmira,correct horse\n', 'Password', 'not imported'],
    ['a column twice', 'userName,title,Title\nmira,a,b\n', 'Title', 'Duplicate column'],
    ['no column for the user name', 'email\nmira@acme.example\n', 'userName', 'missing'],
    ['nothing in it', '', null, 'empty'],
  ])('is refused with %s', async (_, list, column, text) => {
    const result = await apply(list);
    expect(result.exitCode).toBe(1);
    expect(problemsOf(result)).toEqual([
      { line: 1, column, detail: expect.stringContaining(text) as string },
    ]);
    expect(result.stdout).not.toContain('correct horse');
  });

  it.each([
    ['is not UTF-8', Uint8Array.of(0x75, 0xe9, 0x0a), 'UTF-8'],
    ['is UTF-16', Uint8Array.of(0xff, 0xfe, 0x75, 0x00), 'UTF-8'],
    ['leaves a quote open', 'userName,title\nmira,"Buyer\n', 'quotes do not match'],
    ['leaves a quote open below its separator', 'sep=,\nuserName\n"mira\n', 'at or before line 3'],
    ['has too many users', `userName\n${'x\n'.repeat(50_001)}`, 'the maximum is 50000 users'],
    ['is too large', new Uint8Array(26_214_401), 'larger than 26214400 bytes'],
  ])('is refused in one line where the file %s', async (_, content, message) => {
    const { exitCode, stdout, stderr } = await check(content);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  it('is refused if the file or account does not exist', async () => {
    const missing = await declaree(['users', 'import', acme.slug, join(lists.directory, 'missing.csv')]);
    expect(missing).toMatchObject({ exitCode: 1, stdout: '' });
    expect(missing.stderr).toContain('not found');
    const nobody = await declaree(['users', 'import', 'nobody', await fileOf('userName\nmira\n')]);
    expect(nobody.stderr).toMatch(/^declaree: There is no account with the slug "nobody"\. \(/);
    expect((await declaree(['users', 'export', 'nobody'])).exitCode).toBe(1);
    expect((await declaree(['users', 'import', acme.slug])).exitCode).toBe(2);
  });

  it('always keeps an active administrator, whatever the order of the lines', async () => {
    const { userName } = acme.admin;
    const refused = await check(`userName,role\n${userName},employee\n`);
    expect(problemsOf(refused)).toEqual([
      { line: 2, column: 'role', detail: expect.stringContaining('active administrator') as string },
    ]);
    expect(problemsOf(await check(`userName,active\n${userName},false\n`))).toMatchObject([
      { line: 2, column: 'active' },
    ]);
    expect((await apply(`userName,active\n${userName},false\n`)).exitCode).toBe(1);
    await rest.create('/users', { userName: 'second@acme.example' });
    const handover = `userName,role\n${userName},employee\nsecond@acme.example,admin\n`;
    expect(json(await apply(handover))).toMatchObject({ applied: true, update: 2 });
    expect((await rest.get('/users')).status).toBe(403);
  });
});
