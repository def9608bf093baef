import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExpenseAccount } from '../expenses/expense-account.js';
import { openConsole, type ConsoleClient } from '../support/console.js';
import { bootApp, type TestApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { commandsOn } from '../cli/in-process.js';

const DAY_THAT_IS_NONE = '2026-02-30';

/** None of these is an instant, although some programs make one of them. */
const NO_INSTANTS = [
  `${DAY_THAT_IS_NONE}T00:00:00Z`,
  '2100-02-29T00:00:00Z',
  '2026-11-24T24:00:00Z',
  '2026-11-24T08:15:00',
  '2026-11-24',
  '0000-01-01T00:00:00Z',
];

const HOUR = 3_600_000;
const SOON = '2026-12-21T00:00:00Z';

describe.each(sqliteAndOneServer())('dates and times on $name', (lane) => {
  let app: TestApp;
  let acme: ExpenseAccount;
  let console: ConsoleClient;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await ExpenseAccount.create(app);
    console = await openConsole(app, acme.account.admin);
  });

  afterAll(() => app.close());

  const inQueries = [
    ['/provisioning/events', 'since'],
    ['/provisioning/events', 'until'],
    ['/provisioning/events.csv', 'until'],
    ['/provisioning/failures', 'since'],
    ['/audit', 'since'],
    ['/audit', 'until'],
  ];

  it.each(inQueries)('GET %s refuses a %s that does not exist', async (path, name) => {
    for (const text of NO_INSTANTS) {
      const { status, body } = await acme.rest.get(`${path}?${name}=${encodeURIComponent(text)}`);
      expect([text, status]).toEqual([text, 400]);
      expect(body).toMatchObject({ errors: [{ pointer: `/${name}` }] });
    }
  });

  const inBodies = [
    ['/api-keys', 'expiresAt', { name: 'Okta' }],
    ['/deputies', 'from', { deputyId: 'ID', until: '2099-01-01T00:00:00Z' }],
    ['/deputies', 'until', { deputyId: 'ID', from: SOON }],
    ['/oauth-clients/ID/secrets', 'expiresAt', {}],
  ] as const;

  it.each(inBodies)('POST %s refuses an %s that does not exist', async (path, name, others) => {
    for (const text of NO_INSTANTS) {
      const { status, body } = await acme.rest.post(path, { ...others, [name]: text });
      expect([text, status]).toEqual([text, 400]);
      expect(body).toMatchObject({ errors: [{ pointer: `/${name}` }] });
    }
  });

  it('reads an instant in any offset, also that of a leap second', async () => {
    const { id } = await acme.person('deputy', { role: 'controller' });
    const period = { from: '2098-12-31T23:59:60Z', until: '2099-01-04T01:00:00+01:00' };
    expect(await acme.rest.create('/deputies', { deputyId: id, ...period })).toMatchObject({
      from: '2099-01-01T00:00:00.000Z',
      until: '2099-01-04T00:00:00.000Z',
    });
    await acme.account.scim.create('/Users', { userName: 'mira@acme.example' });
    const events = async (since: string) =>
      (await acme.rest.read(`/provisioning/events?since=${encodeURIComponent(since)}`))['items'];
    const all = await events('2020-01-01T00:00:00Z');
    const [{ time }] = all as [{ time: string }];
    const inOtherOffset = new Date(Date.parse(time) + 2 * HOUR).toISOString().replace('Z', '+02:00');
    expect(await events(inOtherOffset)).toEqual(await events(time));
    expect(await events(inOtherOffset)).not.toEqual([]);
  });

  it.each(['/log?since=', '/log?until=', '/log/causes?since=', '/audit?since='])(
    'the page %s refuses a day that does not exist, and shows one that does',
    async (path) => {
      const refused = await console.get(path + DAY_THAT_IS_NONE);
      expect(refused.status).toBe(400);
      expect(refused.text).toContain('Enter a date as year-month-day');
      expect((await console.get(`${path}2028-02-29`)).status).toBe(200);
    },
  );

  it('the form of deputies refuses a first and a last day that do not exist', async () => {
    for (const [from, until] of [
      [DAY_THAT_IS_NONE, '2026-12-21'],
      ['2026-12-21', '2026-12-32'],
    ] as const) {
      const page = await console.post('/deputies', { deputy: 'deputy@acme.example', from, until });
      expect(page.status).toBe(400);
      expect(page.text).toContain('Enter a date as year-month-day');
    }
  });

  it.each(['--since', '--until'])(
    'the command line refuses %s that does not exist as wrong use',
    async (option) => {
      const declaree = commandsOn(app.databaseUrl);
      for (const text of [DAY_THAT_IS_NONE, ...NO_INSTANTS.filter((each) => each !== '2026-11-24')]) {
        const { exitCode, stderr } = await declaree(['events', acme.account.slug, option, text]);
        expect([text, exitCode]).toEqual([text, 2]);
        expect(stderr).toContain(option);
      }
      for (const text of ['2028-02-29', '2026-11-24T08:15:00Z']) {
        expect((await declaree(['events', acme.account.slug, option, text])).exitCode).toBe(0);
      }
    },
  );
});
