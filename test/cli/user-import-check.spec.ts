import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { items as restItems, restOf, type RestClient, type Stored } from '../rest/rest-client.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import type { TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import { ENTERPRISE } from '../support/scim-client.js';
import { bootWithCommands, json, type RunCommand } from './in-process.js';
import { UserLists } from './user-lists.js';

const change = (path: string, old: unknown, now: unknown) => ({ path, old, new: now });

describe.each(databaseLanes())('the check of a list of users, on $name', (lane) => {
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
  const found = async (search: string): Promise<Stored> => {
    const [user] = restItems(await rest.get(`/users?search=${encodeURIComponent(search)}`));
    if (!user) throw new Error(`nobody is found by ${search}`);
    return user;
  };

  it.each([
    [
      'a byte order mark, semicolons and CRLF',
      '\uFEFFUser Name;Cost_Center\r\nmira;41;30\r\n'.replace('41;30', '"41;30"'),
    ],
    ['tabs', 'USERNAME\tcostCenter\nmira\t41;30\n'],
    ['old line breaks and an empty line', 'userName,cost center\r\rmira,41;30\r,\r'],
    ['the separator in its first line', 'sep=;\r\nuserName;costCenter\r\nmira;"41;30"\r\n'],
    ['a separator that only its first line can tell', '\uFEFF"SEP=|"\nuserName|costCenter\nmira|41;30\n'],
    ['empty columns behind the last', 'userName;costCenter;;\r\nmira;"41;30";;;;\r\n'],
    ['an empty column in between', 'userName,,costCenter\nmira,,41;30\n'],
    ['blanks around everything', ' userName , costCenter \n mira ,\t41;30\u00a0\n , \n'],
  ])('is read with %s', async (_, list) => {
    expect(json(await apply(list))).toMatchObject({ create: 1, problems: [] });
    expect(await found('mira')).toMatchObject({ userName: 'mira', costCenter: '41;30' });
  });

  it.each([
    ['English', 'TRUE FALSE Yes no Y n 1 0'],
    ['Dutch', 'WAAR ONWAAR Ja nee J N'],
    ['German', 'WAHR FALSCH JA Nein J n'],
    ['French', 'VRAI FAUX OUI non'],
  ])('is read as Excel and people write it in %s', async (_, words) => {
    const texts = words.split(' ');
    const lines = texts.map((text, index) => `p${index};${text};Approver`);
    expect(json(await apply(['userName;active;role', ...lines].join('\r\n')))).toMatchObject({
      create: texts.length,
    });
    const people = restItems(await rest.get('/users?search=p&limit=100')).filter(({ userName }) =>
      /^p\d$/.test(String(userName)),
    );
    expect(people.map(({ active }) => active)).toEqual(texts.map((_text, index) => index % 2 === 0));
    expect(people[0]).toMatchObject({ role: 'approver' });
  });

  it('takes missing cells at the end of a line as empty', async () => {
    await rest.create('/users', { userName: 'mira', title: 'Buyer', department: 'Sales' });
    expect(json(await apply('userName;title;department\r\nmira;Controller\r\njan\r\n'))).toMatchObject({
      create: 1,
      update: 1,
      problems: [],
    });
    expect(await found('mira')).toMatchObject({ title: 'Controller', department: null });
  });

  it('shows line by line what it will change, and whom it will deactivate', async () => {
    const { nl } = acme.organizations;
    await rest.create('/users', { userName: 'boss', displayName: 'Boss', externalId: 'e-1' });
    await rest.create('/users', {
      userName: 'mira',
      title: 'Buyer',
      iban: 'NL91ABNA0417164300',
      email: 'mira@acme.example',
      organizationId: nl.id,
    });
    await rest.create('/users', { userName: 'jan', active: false });
    const list = [
      'userName,title,iban,email,active,role,organization,manager',
      'boss,Boss,,,no,,,',
      'mira,Controller,NL02RABO0123456789,m.vos@acme.example,,admin,acme be,e-1',
      'jan,,,,yes,,,new',
      'new,,,,,,,boss',
      `${acme.admin.userName},,,,,employee,,`,
    ].join('\n');
    const lines = [
      {
        line: 2,
        userName: 'boss',
        action: 'update',
        changes: [change('title', null, 'Boss'), change('active', true, false)],
      },
      {
        line: 3,
        userName: 'mira',
        action: 'update',
        changes: [
          change('email', 'mira@acme.example', 'm.vos@acme.example'),
          change('title', 'Buyer', 'Controller'),
          change('iban', '•••4300', '•••6789'),
          change('role', 'employee', 'admin'),
          change('organization', 'Acme NL', 'Acme BE'),
          change('manager', null, 'boss'),
        ],
      },
      {
        line: 4,
        userName: 'jan',
        action: 'update',
        changes: [change('active', false, true), change('manager', null, 'new')],
      },
      { line: 5, userName: 'new', action: 'create', changes: [change('manager', null, 'boss')] },
      {
        line: 6,
        userName: acme.admin.userName,
        action: 'update',
        changes: [change('email', acme.admin.userName, null), change('role', 'admin', 'employee')],
      },
    ];
    const effects = { deactivate: 1, reactivate: 1, promote: 1, demote: 1 };
    expect(json(await check(list))).toMatchObject({ ...effects, lines, problems: [] });
    const file = await fileOf(list);
    const checked = await declaree(['users', 'import', acme.slug, file]);
    expect(checked.stdout).toContain('Line 2, boss: title none → "Boss"; active true → false\n');
    expect(checked.stdout).toContain('organization "Acme NL" → "Acme BE"; manager none → "boss"\n');
    expect(checked.stdout).toContain('Line 5, new (new): manager "boss"\n');
    expect(checked.stdout).toContain('1 person will be deactivated.\n1 person will be reactivated.\n');
    expect(checked.stdout).not.toContain('NL91');
    const applied = await declaree(['users', 'import', acme.slug, file, '--apply']);
    expect(applied.stdout).toContain('1 person deactivated.');
    expect(applied.stdout).toContain('1 person can now administer the account.');
  });

  it('shows bound, awaited and removed managers as the list names them', async () => {
    await rest.create('/users', { userName: 'boss' });
    const { id } = await found('boss');
    await rest.create('/users', { userName: 'mira', managerId: id });
    await acme.scim.create('/Users', { userName: 'jan', [ENTERPRISE]: { manager: { managerId: 'e-late' } } });
    const result = json(await check('userName,manager\nmira,\njan,boss\n'));
    expect(result).toMatchObject({
      lines: [
        { userName: 'mira', changes: [change('manager', 'boss', null)] },
        { userName: 'jan', changes: [change('manager', 'e-late', 'boss')] },
      ],
    });
    expect(json(await check('userName,manager\njan, e-late \n'))).toMatchObject({ unchanged: 1 });
  });
});
