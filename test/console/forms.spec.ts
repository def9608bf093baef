import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { ConsoleClient, openConsole } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { sendRaw } from '../support/raw-http.js';

const KEY = { name: 'Okta', lifetime: 'year' };
const FORM_LIMIT = 65_536;

describe.each(sqliteAndOneServer())('forms and pages of the console on $name', (lane) => {
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

  const keys = async () => (await client.get('/keys')).text;

  it('are refused without a token, with a wrong token, or with that of another session', async () => {
    const other = await openConsole(app, acme.admin);
    await other.get('/keys');
    const tokens = [undefined, '', 'made-up', other.token ?? ''];
    for (const token of tokens) {
      const fields = token === undefined ? KEY : { ...KEY, _token: token };
      const answer = await client.postBare('/keys', fields);
      expect(answer.status).toBe(403);
      expect(answer.text).toContain('nothing was done. Go back, reload the page and send the form again.');
    }
    expect(await keys()).toContain('You do not have any API keys yet.');
    expect((await client.post('/keys', KEY)).status).toBe(303);
    expect(await keys()).toContain('Okta');
  });

  it('do not end a session without the token', async () => {
    expect((await client.postBare('/logout', {})).status).toBe(403);
    expect((await client.get('/keys')).status).toBe(200);
  });

  it.each([
    ['%', 400],
    ['a b', 400],
    ['', 403],
  ])('are refused if the host is %j, which no browser sends', async (host, status) => {
    const answer = await sendRaw(app.url, {
      method: 'POST',
      path: '/login',
      headers: { host, origin: `http://${host}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'username=a&password=b',
    });
    expect(answer.status).toBe(status);
  });

  it.each([
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('are refused if the browser sends %j', async (headers) => {
    await client.get('/keys');
    const answer = await client.post('/keys', KEY, headers);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('This form was sent from another site, so nothing was done.');
    expect(await keys()).toContain('You do not have any API keys yet.');
    const { userName: username, password } = acme.admin;
    for (const path of ['/login', '/forgot-password', '/reset-password']) {
      const refused = await new ConsoleClient(app).post(path, { username, password }, headers);
      expect(refused.status).toBe(403);
      expect(refused.headers.getSetCookie()).toEqual([]);
    }
  });

  it.each(['own origin', 'same-origin'])(
    'are taken with the word of the browser for it: %s',
    async (site) => {
      const headers = site === 'own origin' ? { origin: app.url } : { 'sec-fetch-site': site };
      await client.get('/keys');
      expect((await client.post('/keys', KEY, headers)).status).toBe(303);
    },
  );

  it('are refused with a page if they are too large, not a form, or not text', async () => {
    const tooLarge = await client.post('/keys', { name: 'x'.repeat(FORM_LIMIT) });
    expect(tooLarge.status).toBe(413);
    expect(tooLarge.text).toContain('shorten your text');
    const json = await client.post('/keys', KEY, { 'content-type': 'application/json' });
    expect(json.status).toBe(415);
    expect(json.text).toContain('This page accepts forms only');
    const session = client.cookie('declaree_session') ?? '';
    const bytes = await fetch(`${app.url}/keys`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: `declaree_session=${session}` },
      body: Buffer.from([0x6e, 0x3d, 0xff]),
    });
    expect(bytes.status).toBe(400);
    expect(await bytes.text()).toContain('The form is not valid UTF-8 text.');
  });

  it('require a login before they read the body', async () => {
    const answer = await new ConsoleClient(app).post('/keys', { name: 'x'.repeat(FORM_LIMIT) });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/login');
  });

  it('name an unknown field', async () => {
    await client.get('/keys');
    const answer = await client.post('/keys', { ...KEY, role: 'admin' });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('role should not exist');
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'come to no harm by a field called %s',
    async (name) => {
      await client.get('/keys');
      expect([303, 400]).toContain((await client.post('/keys', { ...KEY, [name]: 'x' })).status);
      expect([200, 400]).toContain((await client.get(`/people?${name}=x`)).status);
      expect((await client.get('/people')).status).toBe(200);
    },
  );

  it('are on pages that load nothing from other sites and are not cached', async () => {
    const pages = [
      await client.get('/keys'),
      await client.get('/nope'),
      await new ConsoleClient(app).get('/login'),
    ];
    for (const { headers, html } of pages) {
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      );
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(html).toMatch(/^<!doctype html><html lang="en">/);
      expect(html).not.toMatch(/ style=| on\w+=|<style/);
    }
  });

  it('load files that can be cached forever, and no other files', async () => {
    const { html } = await client.get('/keys');
    const addresses = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
      ([, address = '']) => address,
    );
    expect(new Set(addresses).size).toBe(3);
    for (const address of addresses) {
      const response = await fetch(app.url + address);
      expect(response.status).toBe(200);
      expect((await response.text()).length).toBeGreaterThan(0);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
    const older = await fetch(`${app.url}/assets/console.css?v=older`);
    expect(older.headers.get('cache-control')).toBe('no-cache');
    expect((await fetch(`${app.url}/assets/..%2fassets.ts`)).status).toBe(404);
  });

  it('escape what people entered', async () => {
    await client.get('/keys');
    await client.post('/keys', { name: '<script>alert("x")</script>', lifetime: 'year' });
    const { html } = await client.get('/keys');
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('&lt;script>alert(');
  });

  it('keep the page frame on unknown paths for logged-in users only', async () => {
    for (const path of ['/nope', '/people/nobody/nothing', '/accounts/x/y/z']) {
      const page = await client.get(path);
      expect(page.status).toBe(404);
      expect(page.text).toContain(`There is no page at ${path}.`);
      expect(page.text).toContain(acme.admin.userName);
      expect(page.html).toContain('<nav class="navigation"');
      expect((await client.post('/logout', { _token: 'made-up' })).status).toBe(403);
    }
    const nobody = await client.get('/people/00000000-0000-7000-8000-000000000000');
    expect(nobody.status).toBe(404);
    expect(nobody.html).toMatch(/href="\/people" aria-current="true"/);
    const stranger = new ConsoleClient(app);
    stranger.setCookie('declaree_session', 'ds_made-up');
    const anonymous = await stranger.get('/nope');
    expect(anonymous.status).toBe(404);
    expect(anonymous.html).not.toContain('<nav');
    expect(await client.get('/keys')).toMatchObject({ status: 200 });
  });

  it('accept the forms of such a page', async () => {
    await client.get('/nope');
    expect((await client.post('/logout', {})).status).toBe(303);
  });

  it('read the whole query, including further question marks and repeated fields', async () => {
    const { html } = await client.get('/people?search=who%3F?&page=1');
    expect(html).toContain('value="who??"');
    expect((await client.get('/people?search=a&search=okta')).html).toContain('value="okta"');
  });

  it('answer an unknown path with a page for browsers, and with JSON for programs', async () => {
    const page = await client.get('/nope');
    expect(page.status).toBe(404);
    expect(page.text).toContain('There is no page at /nope.');
    expect(page.html).toContain('href="/"');
    const program = await fetch(`${app.url}/nope`);
    expect(program.status).toBe(404);
    expect(program.headers.get('content-type')).toContain('application/problem+json');
    const rest = await fetch(`${app.url}/api/v1/nope`, { headers: { accept: 'text/html' } });
    expect(rest.headers.get('content-type')).toContain('application/problem+json');
    const scim = await fetch(`${app.url}/SCIM/v2/nope`, { headers: { accept: 'text/html' } });
    expect(scim.headers.get('content-type')).toContain('application/scim+json');
  });
});
