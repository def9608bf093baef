import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_IDS } from '../../src/common/demo-ids.js';
import { loadSettings } from '../../src/config/load-settings.js';
import { REPORT_STATUSES } from '../../src/expenses/expense-report.entity.js';
import { DemoDataService } from '../../src/demo/demo-data.service.js';
import { describeLogins, describeStart } from '../../src/demo/describe-demo.js';
import { addAccount, whoAmI } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { basic, ScimClient, send } from '../support/scim-client.js';
import { RestClient } from '../rest/rest-client.js';
import { items, SupportClient } from '../rest/support/support-client.js';

const PASSWORD = 'the demo password';

const seed = (app: TestApp, environment: Record<string, string> = {}) =>
  app.get(DemoDataService).seedIfWanted(loadSettings({ DEMO_PASSWORD: PASSWORD, ...environment }));

describe.each(sqliteAndOneServer())('the demo data on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
    await seed(app);
  });

  afterAll(() => app.close());

  const scimAs = (userName: string) => new ScimClient(`${app.url}/SCIM/v2`, basic(userName, PASSWORD));

  it('has an account with SCIM on, with managers and groups', async () => {
    const acme = scimAs('okta@acme.example');
    const users = await acme.search('/Users', 'userName pr');
    const admin = users.find(({ userName }) => userName === 'okta@acme.example');
    const employees = users.filter((user) => user !== admin);
    expect(employees.length).toBeGreaterThanOrEqual(4);
    const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
    const managed = await acme.search('/Users', `${enterprise}:manager.value pr`);
    const ids = users.map(({ id }) => id);
    expect(managed.length).toBeGreaterThan(1);
    for (const user of managed) {
      expect(ids).toContain((user[enterprise] as { manager: { value: string } }).manager.value);
    }
    const groups = await acme.search('/Groups', 'displayName pr');
    expect(groups).toHaveLength(2);
    for (const { members } of groups) expect(members).not.toHaveLength(0);
  });

  it('has expense reports in each state, two of which wait for the administrator', async () => {
    const admin = new RestClient(app, basic('okta@acme.example', PASSWORD));
    const reports = items(await admin.get('/expense-reports?scope=all&limit=100'));
    const states = new Set(reports.map(({ status }) => status));
    expect(states).toEqual(new Set(REPORT_STATUSES));
    const waiting = items(await admin.get('/approvals')).map(({ id }) => id);
    expect(waiting).toEqual([DEMO_IDS.submittedReport, DEMO_IDS.doubtfulReport]);
    const mira = new RestClient(app, basic('mira.vos@acme.example', PASSWORD));
    expect(items(await mira.get('/approvals'))).toMatchObject([{ id: DEMO_IDS.waitingReport }]);
    expect(items(await admin.get('/deputies'))).toMatchObject([{ id: DEMO_IDS.deputy }]);
  });

  it('has an account with SCIM off', async () => {
    const refused = await scimAs('okta@globex.example').get('/Users');
    expect(refused.status).toBe(403);
    expect(refused.body['detail']).toContain('SCIM module is not enabled');
  });

  it('has an operator, who sees both accounts', async () => {
    const support = new SupportClient(app, basic('support@declaree.example', PASSWORD));
    expect(items(await support.get())).toMatchObject([
      { slug: 'acme', modules: { scim: true, expenses: true }, counts: { organizations: 3, groups: 2 } },
      { slug: 'globex', modules: { scim: false }, counts: { organizations: 1, users: 1 } },
    ]);
  });

  it('has an operator who cannot log in, for somebody to be removed', async () => {
    const headers = { authorization: basic('support@declaree.example', PASSWORD) };
    const { body } = await send(`${app.url}/api/v1/support/operators`, 'GET', { headers });
    expect(body['items']).toMatchObject([
      { userName: 'former.colleague@declaree.example', disabledAt: expect.any(String) as string },
      { userName: 'support@declaree.example', disabledAt: null },
    ]);
    expect((await whoAmI(app, basic('former.colleague@declaree.example', PASSWORD))).status).toBe(401);
  });

  it('is created once', async () => {
    expect(await seed(app, { DEMO: 'on' })).toBeUndefined();
  });

  it('is created once more, with the same ids, when all accounts have been removed', async () => {
    const headers = {
      authorization: basic('support@declaree.example', PASSWORD),
      'content-type': 'application/json',
    };
    const accounts = async () =>
      items(await send(`${app.url}/api/v1/support/accounts`, 'GET', { headers })).map(({ id }) => id);
    const before = await accounts();
    for (const slug of ['acme', 'globex'] as const) {
      const path = `${app.url}/api/v1/support/accounts/${DEMO_IDS[slug]}`;
      const { status } = await send(path, 'DELETE', { headers, body: { slug, reason: 'over' } });
      expect(status).toBe(204);
    }
    expect(await accounts()).toEqual([]);
    expect((await seed(app))?.people.map(({ userName }) => userName)).not.toContain(
      'support@declaree.example',
    );
    expect(await accounts()).toEqual(before);
  });
});

describe.each(sqliteAndOneServer())('whether demo data is created on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  it('depends on the settings, and on whether there is an account already', async () => {
    expect(await seed(app, { DEMO: 'off' })).toBeUndefined();
    expect(await seed(app, { NODE_ENV: 'production' })).toBeUndefined();
    await addAccount(app);
    expect(await seed(app)).toBeUndefined();
    expect(await seed(app, { DEMO: 'on', NODE_ENV: 'production' })).toBeUndefined();
  });

  it('is true in production only on request; every printed login then works', async () => {
    const production = await bootApp(lane);
    const logins = await seed(production, { DEMO: 'on', NODE_ENV: 'production', DEMO_PASSWORD: '' });
    expect(logins?.password).toMatch(/^[\w-]{24}$/);
    expect(logins?.people.length).toBeGreaterThan(6);
    for (const { userName } of logins?.people ?? []) {
      expect((await whoAmI(production, basic(userName, logins?.password ?? ''))).status).toBe(200);
    }
    await production.close();
  });
});

describe('the instructions for a newcomer', () => {
  const logins = {
    password: "it's $ecret",
    people: [{ userName: 'okta@acme.example', what: 'admin of acme, SCIM on' }],
  };
  const text = describeLogins(logins) + describeStart(logins, 'http://127.0.0.1:3000');

  it.each([
    'http://127.0.0.1:3000/\n',
    'http://127.0.0.1:3000/docs\n',
    'http://127.0.0.1:3000/health/ready\n',
    'Base URL   http://127.0.0.1:3000/SCIM/v2\n',
    'User name  okta@acme.example\n',
    "Password   it's $ecret\n",
    'okta@acme.example  admin of acme, SCIM on\n',
  ])('contain %j', (line) => {
    expect(text).toContain(line);
  });

  it('say why an identity provider cannot use the base URL, if it cannot', () => {
    expect(text).toContain('An identity provider cannot use that base URL:\n  It starts with http');
    expect(text).toContain('  The host 127.0.0.1 exists only in a private network');
    expect(describeStart(logins, 'https://app.declaree.example')).not.toContain('cannot use');
  });

  it('contain a command that the shell reads correctly, whatever the password', async () => {
    const command = /^ +curl (.*)$/m.exec(text)?.[1] ?? '';
    const { stdout } = await promisify(execFile)('sh', ['-c', `printf '%s\\n' ${command}`]);
    expect(stdout.trim().split('\n')).toEqual([
      '-u',
      "okta@acme.example:it's $ecret",
      'http://127.0.0.1:3000/SCIM/v2/Users?startIndex=1&count=2',
    ]);
  });
});
