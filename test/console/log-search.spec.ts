import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, addOperatorLogin, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { openConsole, type ConsoleClient } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { EXPENSE, OKTA } from '../support/scim-client.js';

const IBAN = 'NL91ABNA0417164300';

describe.each(sqliteAndOneServer())('the log in the console on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let admin: ConsoleClient;
  let support: ConsoleClient;
  let log: string;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    log = `/accounts/${acme.id}/log`;
    const okta = acme.scim.as(OKTA);
    await okta.create('/Users', { userName: 'p.vos@acme.example', displayName: 'Pieter Vos' });
    for (const name of ['P.vos@acme.example', 'ann@acme.example', 'ben@acme.example'])
      await okta.post('/Users', {
        userName: name,
        [EXPENSE]: { role: name.startsWith('P') ? 'employee' : 'x' },
      });
    await okta.create('/Users', { userName: 'ann@acme.example', [EXPENSE]: { iban: IBAN } });
    await okta.post('/Users', { userName: '=cmd()', [EXPENSE]: { role: '@sum(1)' } });
    admin = await openConsole(app, acme.admin);
    support = await openConsole(app, await addOperatorLogin(app));
  });

  afterAll(() => app.close());

  /** The page of the log at a path, for the administrator and for support. */
  const both = async (path: string) => [await admin.get(`/log${path}`), await support.get(`${log}${path}`)];

  it('is searched by a name, and says who could not be created, and why', async () => {
    for (const { text } of await both('?search=p.vos&outcome=failure')) {
      expect(text).toContain(
        'Could not create P.vos@acme.example: the user name is taken by Pieter Vos, an active user.',
      );
      expect(text).not.toContain('ann@acme.example');
    }
    for (const { text } of await both('?code=unknown-role&until=2020-01-01'))
      expect(text).toContain('No events match these filters.');
    const bad = await admin.get(`/log?search=${'x'.repeat(201)}&until=soon`);
    expect(bad.status).toBe(400);
    expect(bad.text).toContain('A search can have at most 200 characters');
  });

  it('shows one event at a link of its own', async () => {
    const { html } = await admin.get('/log?search=ben@acme.example');
    const link = /href="(\/log\/[\da-f-]{36})"/.exec(html)?.[1] ?? '';
    const own = await admin.get(link);
    expect(own.text).toContain('Could not create ben@acme.example: there is no such role (role "x").');
    expect(own.html).toContain('<details open');
    const same = await support.get(`/accounts/${acme.id}${link}`);
    expect(same.text).toContain('Could not create ben@acme.example');
    expect((await admin.get('/log/0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90')).status).toBe(404);
    const stranger = await openConsole(app, (await addAccount(app)).admin);
    expect((await stranger.get(link)).status).toBe(404);
  });

  it('groups the failures by cause, with whom each concerns', async () => {
    for (const { text, html } of await both('/causes')) {
      expect(text).toContain('4 requests failed, for 4 users and groups; 1 solved since.');
      expect(text).toMatch(
        /There is no such role \(role "x"\) 2 users and groups, 1 solved; 2 requests from/,
      );
      expect(text).toMatch(
        /There is no such role \(role "@sum\(1\)"\) 1 user or group, 0 solved; 1 request from/,
      );
      expect(text).toMatch(/ben@acme.example Not solved/);
      expect(text).toMatch(/ann@acme.example Solved/);
      const since = /name="since"[^>]*value="(\d{4}-\d\d-\d\d)"/.exec(html)?.[1];
      expect(since).toBeDefined();
      expect(html.match(new RegExp(`/log\\?cause=[\\da-f-]{36}&amp;since=${since}"`, 'g'))).toHaveLength(3);
    }
    expect((await admin.get('/log/causes?since=2999-01-01')).text).toContain(
      'No requests were refused or failed in this period',
    );
    expect((await admin.get('/log/causes?since=2999-13-01')).status).toBe(400);
  });

  it('leads from a cause to exactly its events', async () => {
    for (const reader of [
      { console: admin, path: '/log' },
      { console: support, path: log },
    ]) {
      const { html } = await reader.console.get(`${reader.path}/causes`);
      const links = [...html.matchAll(/href="([^"]*\?cause=[^"]+)"/g)].map(([, link = '']) => link);
      const named: string[][] = [];
      for (const link of links) {
        const page = await reader.console.get(link.replaceAll('&amp;', '&'));
        const events = [...page.html.matchAll(/class="event-reading">Could not create (\S+):/g)];
        named.push(events.map(([, name = '']) => name));
      }
      expect(named).toHaveLength(3);
      expect(named).toEqual(
        expect.arrayContaining([
          ['=cmd()'],
          ['P.vos@acme.example'],
          ['ben@acme.example', 'ann@acme.example'],
        ]),
      );
    }
    const none = await admin.get('/log?cause=0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90');
    expect(none.text).toContain('No events match these filters.');
    expect((await admin.get('/log?cause=4711')).status).toBe(400);
  });

  it('leads from an event to exactly the events with the same cause', async () => {
    for (const { console, path } of [
      { console: admin, path: '/log' },
      { console: support, path: log },
    ]) {
      const sameCause = async (search: string) => {
        const { html } = await console.get(`${path}?outcome=failure&search=${encodeURIComponent(search)}`);
        const event = await console.get(new RegExp(`href="(${path}/[\\da-f-]{36})"`).exec(html)?.[1] ?? '');
        const link = /href="([^"]*)">Show all events with this cause</.exec(event.html)?.[1] ?? '';
        const page = await console.get(link.replaceAll('&amp;', '&'));
        return [...page.html.matchAll(/class="event-reading">Could not create (\S+):/g)].map(
          ([, name]) => name,
        );
      };
      // All but the last have the same code.
      expect(await sameCause('ben@acme.example')).toEqual(['ben@acme.example', 'ann@acme.example']);
      expect(await sameCause('=cmd()')).toEqual(['=cmd()']);
      expect(await sameCause('p.vos@acme.example')).toEqual(['P.vos@acme.example']);
    }
    const { html } = await admin.get('/log?outcome=success&search=ann@acme.example');
    const done = /href="(\/log\/[\da-f-]{36})"/.exec(html)?.[1] ?? '';
    expect((await admin.get(done)).text).not.toContain('with this cause');
  });

  it('is downloaded as filtered, without formulas, and masked for support', async () => {
    const [own, masked] = await both('/events.csv?outcome=failure');
    for (const file of [own, masked]) {
      expect(file?.headers.get('content-type')).toMatch(/^text\/csv/);
      expect(file?.headers.get('content-disposition')).toBe('attachment; filename="provisioning-log.csv"');
      const lines = file?.html.trimEnd().split('\r\n') ?? [];
      expect(lines).toHaveLength(5);
      expect(lines[0]).toMatch(/^time,outcome,status,operation,resourceType,name,/);
      expect(file?.html).toContain(",'=cmd(),");
      expect(file?.html).toContain("role,'@sum(1),");
    }
    const [all, hidden] = await both('/events.csv?search=nobody');
    expect([all?.html.split('\r\n'), hidden?.html.split('\r\n')].map((lines) => lines?.length)).toEqual([
      2, 2,
    ]);
  });

  it('shows support names and attributes, but no account number, until it gives a reason', async () => {
    const { text, html } = await support.get(`${log}?user=ann@acme.example`);
    expect(text).toContain('ann@acme.example');
    expect(text).not.toContain(IBAN);
    const unmask = /href="([^"]*\/unmask)"/.exec(html)?.[1] ?? '';
    await support.get(unmask);
    expect((await support.post(unmask, { reason: 'Ticket 4711' })).text).toContain(IBAN);
    expect((await admin.get('/audit')).text).toContain('Ticket 4711');
  });
});
