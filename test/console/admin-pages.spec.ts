import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAccount, addOperator, addUser, whoAmI, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { openConsole, type ConsoleClient } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { basic, ENTRA, ScimClient } from '../support/scim-client.js';
import { SupportClient } from '../rest/support/support-client.js';

describe.each(sqliteAndOneServer())("an administrator's pages on $name", (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let client: ConsoleClient;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    client = await openConsole(app, acme.admin);
  });

  const makeKey = async (name: string, lifetime = 'year') => {
    await client.get('/keys');
    const page = await client.follow(await client.post('/keys', { name, lifetime }));
    return { page, key: /dk_[\w-]{43}/.exec(page.text)?.[0] ?? '' };
  };
  const revocation = async (of: ConsoleClient) =>
    /href="(\/keys\/[^"]+\/revoke)"/.exec((await of.get('/keys')).html)?.[1] ?? '';

  describe('the connection', () => {
    it('has the values that Okta and Entra ID ask for, with their labels', async () => {
      const { text } = await client.get('/connection');
      expect(text).toContain(`SCIM connector base URL ${app.url}/SCIM/v2`);
      expect(text).toContain('Unique identifier field for users userName');
      expect(text).toContain(`Username ${acme.admin.userName}`);
      expect(text).toContain(`${acme.slug}/${acme.admin.userName}`);
      expect(text).toContain(`Tenant URL ${app.url}/SCIM/v2`);
    });

    it('shows the last call and the last test of the identity provider', async () => {
      expect((await client.get('/connection')).text).toContain('Last call none yet');
      await acme.scim.get('/Users?startIndex=1&count=2');
      const passed = (await client.get('/connection')).text;
      expect(passed).toMatch(new RegExp(`Last test Passed .* UTC as ${acme.admin.userName}`));
      expect(passed).not.toContain('Last call none yet');
      const { userName, password } = acme.admin;
      await new ScimClient(acme.scim.baseUrl, basic(userName, `not ${password}`)).get(
        '/Users?startIndex=1&count=2',
      );
      const refused = (await client.get('/connection')).text;
      expect(refused).toContain('Last test Refused');
      expect(refused).toContain('The user name or password is wrong.');
    });

    it('says when and why the values cannot work', async () => {
      expect((await client.get('/connection')).text).toMatch(
        /The base URL http:\/\/127\.0\.0\.1:\d+\/SCIM\/v2 cannot work in an identity provider\. It starts with http.* The host 127\.0\.0\.1 exists only in a private network/,
      );
      const own = await bootApp(lane, { PUBLIC_URL: 'https://app.declaree.example' });
      try {
        const page = await (await openConsole(own, (await addAccount(own)).admin)).get('/connection');
        expect(page.text).toContain('Tenant URL https://app.declaree.example/SCIM/v2');
        expect(page.text).not.toContain('cannot work');
      } finally {
        await own.close();
      }
    });

    it('names the identity provider that connects, and shows its values first', async () => {
      const headings = async () =>
        [...(await client.get('/connection')).html.matchAll(/<h2>([^<]+)<\/h2>/g)].map(([, title]) => title);
      expect(await headings()).toEqual(['Status', 'Okta', 'Microsoft Entra ID', 'Other identity providers']);
      const { key } = await makeKey('Entra');
      await new ScimClient(acme.scim.baseUrl, `Bearer ${key}`, ENTRA).get('/Users');
      expect(await headings()).toEqual(['Status', 'Microsoft Entra ID', 'Okta', 'Other identity providers']);
      const { text } = await client.get('/connection');
      expect(text).toContain(`Identity provider Entra ID with an API key of ${acme.admin.userName}`);
      expect(text).toContain(
        'OneLogin In OneLogin on the tab Configuration of the app: SCIM Base URL as above',
      );
    });

    it('says what to do if SCIM is off', async () => {
      const off = await addAccount(app, { scim: false });
      const { text } = await (await openConsole(app, off.admin)).get('/connection');
      expect(text).toContain('SCIM is off for your account.');
      expect(text).toContain(`Ask Declaree support to switch it on for the account ${off.slug}`);
      expect((await client.get('/connection')).text).not.toContain('SCIM is off');
    });

    it('asks for another test after SCIM has been switched on', async () => {
      const { id, admin, scim } = await addAccount(app, { scim: false });
      await scim.get('/Users?startIndex=1&count=2');
      const own = await openConsole(app, admin);
      expect((await own.get('/connection')).text).toContain('Contact Declaree support');
      await new SupportClient(app, await addOperator(app)).switchScim(id, { enabled: true, reason: '4711' });
      const { text } = await own.get('/connection');
      expect(text).toContain('SCIM was off at the time, but is on now. Run the test again.');
      expect(text).not.toContain('Contact Declaree support');
    });
  });

  describe('API keys', () => {
    it('are shown once, never in a URL or readable in a cookie, and work', async () => {
      await client.get('/keys');
      const created = await client.post('/keys', { name: 'Okta', lifetime: 'year' });
      expect(created.headers.get('location')).toBe('/keys');
      expect(created.headers.getSetCookie().join()).toContain('declaree_notice=');
      expect(created.headers.getSetCookie().join()).not.toContain('dk_');
      const key = /dk_[\w-]{43}/.exec((await client.follow(created)).text)?.[0] ?? '';
      expect((await whoAmI(app, `Bearer ${key}`)).status).toBe(200);
      const later = await client.get('/keys');
      expect(later.text).toContain('Okta');
      expect(later.text).not.toContain(key);
    });

    it('are not shown if the notice is moved to another session', async () => {
      await client.get('/keys');
      await client.post('/keys', { name: 'Okta', lifetime: 'year' });
      const thief = await openConsole(app, acme.admin);
      thief.setCookie('declaree_notice', client.cookie('declaree_notice') ?? '');
      expect((await thief.get('/keys')).text).not.toContain('dk_');
    });

    it('show when they were created, when they expire, and when they were last used', async () => {
      const { page, key } = await makeKey('Okta', 'unlimited');
      expect(page.text).toMatch(/Okta .* UTC never not yet Revoke Okta/);
      await new ScimClient(acme.scim.baseUrl, `Bearer ${key}`).get('/Users');
      expect((await client.get('/keys')).text).toMatch(/Okta .* UTC never .* UTC Revoke Okta/);
    });

    it('are marked if they expire soon', async () => {
      expect((await makeKey('Okta', 'year')).page.text).not.toContain('ends soon');
      expect((await makeKey('Entra', 'month')).page.text).toMatch(/Entra .* UTC ends soon \d/);
    });

    it('are revoked after confirmation, effective on the next request', async () => {
      const { key } = await makeKey('Okta');
      const path = await revocation(client);
      const question = await client.get(path);
      expect(question.text).toContain('Revoke the key "Okta"?');
      expect((await whoAmI(app, `Bearer ${key}`)).status).toBe(200);
      const done = await client.follow(await client.post(path, {}));
      expect(done.text).toContain('API key revoked.');
      expect((await whoAmI(app, `Bearer ${key}`)).status).toBe(401);
      expect((await client.get(path)).status).toBe(404);
    });

    it('are refused without a name, and keep the other input', async () => {
      await client.get('/keys');
      const answer = await client.post('/keys', { name: '', lifetime: 'month' });
      expect(answer.status).toBe(400);
      expect(answer.html).toContain('<a href="#field-name">Enter a name, such as');
      expect(answer.html).toContain('<option value="month" selected>');
    });

    it('of another administrator or another account are not found', async () => {
      await makeKey('Okta');
      const path = await revocation(client);
      const userName = `second@${acme.slug}.example`;
      await addUser(app, acme, { userName, password: 'correct horse', role: 'admin' });
      const colleague = await openConsole(app, { userName, password: 'correct horse' });
      const stranger = await openConsole(app, (await addAccount(app)).admin);
      for (const other of [colleague, stranger]) {
        expect((await other.get('/keys')).text).toContain('You do not have any API keys yet.');
        expect((await other.get(path)).status).toBe(404);
        expect((await other.post(path, {})).status).toBe(404);
      }
      expect((await client.get('/keys')).text).toContain('Okta');
    });
  });

  describe('the log', () => {
    it('describes in words what happened, what to do, and what changed', async () => {
      const userName = `anna@${acme.slug}.example`;
      const { id } = await acme.scim.create('/Users', { userName, title: 'Engineer' });
      await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'title', value: 'Lead engineer' }]);
      await acme.scim.post('/Users', { userName });
      const { text } = await client.get('/log');
      expect(text).toContain(`Created user ${userName}.`);
      expect(text).toContain('title from Engineer to Lead engineer');
      expect(text).toMatch(/Refused .* Could not create .*: .*\. If both are the same person/);
    });

    it('names and links the subject of each event, as long as it exists', async () => {
      const userName = `anna@${acme.slug}.example`;
      const { id } = await acme.scim.create('/Users', { userName, displayName: 'Anna de Vries' });
      await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }]);
      const group = await acme.scim.create('/Groups', { displayName: 'Engineering' });
      const { html, text } = await client.get('/log?operation=deactivate');
      expect(text).toMatch(/About Anna de Vries Deactivated user\./);
      expect(html).toContain(`href="/people/${id}"`);
      expect((await client.get('/log?type=Group')).html).toContain(`href="/groups/${group.id}"`);
      await acme.scim.delete(`/Users/${id}`);
      expect((await client.get('/log?operation=deactivate')).html).not.toContain(`href="/people/${id}"`);
    });

    it('is filtered, and keeps its filters between pages', async () => {
      for (let number = 0; number < 30; number++) {
        await acme.scim.create('/Users', { userName: `person${number}@${acme.slug}.example` });
      }
      await acme.scim.create('/Groups', { displayName: 'Engineering' });
      const first = await client.get('/log?outcome=success&operation=create&type=User&since=2020-01-01&id=');
      expect(first.text).not.toContain('Engineering');
      expect(first.text).toContain('person29@');
      expect(first.text).not.toContain('person0@');
      const older = /href="(\/log\?[^"]*cursor=[^"]*)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
      expect(older).toMatch(/^\/log\?outcome=success&operation=create&type=User&since=2020-01-01&cursor=/);
      const second = await client.get(older);
      expect(second.text).toContain('person0@');
      expect(second.text).not.toContain('person29@');
      expect(second.text).not.toContain('Older events');
      expect(second.html).toContain('<option value="create" selected>');
    });

    it('finds the events of one resource', async () => {
      const anna = await acme.scim.create('/Users', { userName: `anna@${acme.slug}.example` });
      await acme.scim.create('/Users', { userName: `bram@${acme.slug}.example` });
      const { text } = await client.get(`/log?id=${anna.id}`);
      expect(text).toContain('anna@');
      expect(text).not.toContain('bram@');
    });

    it('names an invalid filter', async () => {
      const answer = await client.get('/log?since=yesterday&outcome=perhaps');
      expect(answer.status).toBe(400);
      expect(answer.html).toContain(
        '<a href="#field-since">Enter a date as year-month-day, such as 2026-11-24.</a>',
      );
      expect(answer.html).toContain('<a href="#field-outcome">Choose an outcome from the list.</a>');
    });

    it('shows nothing of another account', async () => {
      await acme.scim.create('/Users', { userName: `anna@${acme.slug}.example` });
      const stranger = await openConsole(app, (await addAccount(app)).admin);
      expect((await stranger.get('/log')).text).toContain('No activity yet.');
    });
  });

  it('are not for operators, who do not have an account', async () => {
    const [userName = '', password = ''] = Buffer.from((await addOperator(app)).slice(6), 'base64')
      .toString()
      .split(':');
    const operator = await openConsole(app, { userName, password });
    for (const path of ['/connection', '/keys', '/log']) {
      expect((await operator.get(path)).status).toBe(403);
    }
  });
});
