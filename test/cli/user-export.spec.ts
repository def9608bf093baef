import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.js';
import { loadSettings } from '../../src/config/load-settings.js';
import { restOf, type RestClient } from '../rest/rest-client.js';
import { items, SupportClient } from '../rest/support/support-client.js';
import { addAccount, addOperator, type TestAccount } from '../support/accounts.js';
import type { TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import { ENTERPRISE, EXPENSE } from '../support/scim-client.js';
import { bootWithCommands, json, STAFF, type CommandResult, type RunCommand } from './in-process.js';
import { UserLists } from './user-lists.js';

const ALL_COLUMNS = [
  'userName',
  'email',
  'displayName',
  'givenName',
  'familyName',
  'title',
  'department',
  'costCenter',
  'employeeNumber',
  'iban',
  'locale',
  'externalId',
  'role',
  'active',
  'organization',
  'manager',
].join(',');

describe.each(databaseLanes())('exporting users as a list, on $name', (lane) => {
  let app: TestApp;
  let declaree: RunCommand;
  let url: string;
  let lists: UserLists;
  let acme: TestAccount;
  let rest: RestClient;

  beforeAll(async () => {
    ({ app, declaree, url } = await bootWithCommands(lane));
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
  const exported = async (...options: string[]) => {
    const { exitCode, stdout } = await declaree(['users', 'export', acme.slug, ...options]);
    expect(exitCode).toBe(0);
    return stdout;
  };
  const trail = async () =>
    items(await new SupportClient(app, await addOperator(app)).get(`/${acme.id}/audit`));

  it('is exported in the columns of an import, which then changes nothing', async () => {
    const hostile = [
      '=1+1',
      '+31 6',
      '-x',
      '@SUM(A1)',
      '\tx',
      "'quoted",
      "'=x",
      '"q", ;\r\nand more',
      ' x ',
      '＝x',
      'x;=1+1',
      'x\t=1+1',
      'x,=1+1',
      `x;'=1;''=1`,
      'x\n=1+1',
      'x; "=1+1"',
      "x;'y",
    ];
    for (const [number, title] of hostile.entries()) {
      await acme.scim.create('/Users', {
        userName: `${number === 2 ? '-' : ''}person${number}@acme.example`,
        externalId: `e-${number}`,
        title,
        emails: [{ value: 'no address', type: 'work' }],
        active: number !== 3,
        [ENTERPRISE]: { manager: { managerId: number === 4 ? 'e-late' : `e-${number - 1}` } },
        [EXPENSE]: { organization: number % 2 === 0 ? 'Acme BE' : 'Acme Narnia', role: 'controller' },
      });
    }
    const { id } = await rest.create('/users', { userName: 'leaver@acme.example' });
    await rest.delete(`/users/${id}`);
    for (const options of [[], ['--excel']]) {
      const list = await exported(...options);
      expect(list).not.toContain('leaver');
      // No cell starts a formula, whatever the separator, with or without quotes.
      expect(list).not.toMatch(/(?:^|[,;\t\r\n])[ "]*[=@＝]/);
      expect(json(await apply(list))).toMatchObject({ create: 0, update: 0, unchanged: 18, problems: [] });
    }
    expect((await exported()).split('\r\n')[0]).toBe(ALL_COLUMNS);
    expect((await exported('--excel')).startsWith('\uFEFFuserName;email;')).toBe(true);
    const titles = (JSON.parse(await exported('--json')) as { title: string }[]).map(({ title }) => title);
    expect(titles.slice(1)).toEqual(hostile);
    const other = await addAccount(app);
    const list = (await exported()).replaceAll(/,Acme Group,|,Acme BE,/g, ',,');
    const moved = await declaree(['users', 'import', other.slug, await fileOf(list), '--json']);
    expect(problemsOf(moved).every(({ column }) => column === 'email' || column === 'manager')).toBe(true);
  });

  it('can be imported again if people manage themselves and each other, also into another account', async () => {
    const create = (userName: string, facts: object) => acme.scim.create('/Users', { userName, ...facts });
    const own = await create('own-id', {});
    await acme.scim.patch(`/Users/${own.id}`, [{ op: 'add', path: 'manager', value: own.id }]);
    await create('own-external-id', { externalId: 'e-own', manager: { managerId: 'e-own' } });
    const [one, two] = [await create('one', {}), await create('two', {})];
    await acme.scim.patch(`/Users/${one.id}`, [{ op: 'add', path: 'manager', value: two.id }]);
    await acme.scim.patch(`/Users/${two.id}`, [{ op: 'add', path: 'manager', value: one.id }]);
    const list = await exported();
    expect(json(await apply(list))).toMatchObject({ create: 0, update: 0, unchanged: 5, problems: [] });
    const other = await addAccount(app);
    const moved = list.replaceAll(',Acme Group,', ',,').replaceAll(acme.admin.userName, other.admin.userName);
    const copied = await declaree(['users', 'import', other.slug, await fileOf(moved), '--apply', '--json']);
    expect(json(copied)).toMatchObject({ create: 4, problems: [] });
  });

  it('is exported to a new private file, and recorded', async () => {
    const file = join(lists.directory, `${acme.slug}-export.csv`);
    const run = () => declaree(['users', 'export', acme.slug, '--file', file, '--json']);
    expect(json(await run())).toMatchObject({ account: { slug: acme.slug }, file, users: 1 });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toContain(acme.admin.userName);
    expect(await run()).toMatchObject({ exitCode: 1, stdout: '' });
    expect((await trail()).filter(({ action }) => action === 'users.exported')).toEqual([
      expect.objectContaining({ actor: STAFF, detail: '1 user' }),
    ]);
  });

  it('is recorded even if the reader leaves in the middle', async () => {
    let read = '';
    const reader = {
      input: (async function* () {})(),
      print: (text: string) => {
        read += text;
        if (text.includes(acme.admin.userName)) throw new Error('EPIPE');
      },
      printError: () => undefined,
    };
    const settings = () => loadSettings({ DATABASE_URL: url });
    expect(await runCommandLine(['users', 'export', acme.slug], reader, settings)).not.toBe(0);
    expect(read).toContain(acme.admin.userName);
    expect((await trail())[0]).toMatchObject({ action: 'users.exported', detail: '1 user' });
  });

  it('of more users than a page can be exported and imported', async () => {
    const people = Array.from(
      { length: 1_050 },
      (_, number) => `person${number},${number === 0 ? '' : 'person0'}`,
    );
    expect(json(await apply(['userName,manager', ...people].join('\n')))).toMatchObject({ create: 1_050 });
    const list = await exported();
    expect(list.trimEnd().split('\r\n')).toHaveLength(1_052);
    expect(json(await check(list))).toMatchObject({ create: 0, update: 0, unchanged: 1_051 });
  });
});
