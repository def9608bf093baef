import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { change } from '../auth/people.js';
import { addAccount, addUser, whoAmI, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { ConsoleClient, openConsole } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { send } from '../support/scim-client.js';

const COOKIE = 'declaree_session';

describe.each(sqliteAndOneServer())('logging in to the console on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let client: ConsoleClient;

  beforeAll(async () => {
    app = await bootApp(lane, { TRUST_PROXY: 'true' });
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    client = new ConsoleClient(app);
  });

  const attempt = (username: string, password: string, next = '/') =>
    client.post('/login', { username, password, next });
  const deactivate = (userId: string) =>
    change(
      app,
      { accountId: acme.id, organizationId: '', userId, userName: '', password: '' },
      { active: false },
    );

  it('leads an admin to the first page, with the user name or account/user name', async () => {
    const { userName, password } = acme.admin;
    const { text } = await client.logIn(userName, password);
    expect(text).toContain('Connect your identity provider');
    // Support asks for the version first.
    expect(text).toMatch(/Declaree \d+\.\d+\.\d+/);
    const other = new ConsoleClient(app);
    expect((await other.logIn(`${acme.slug}/${userName}`, password)).status).toBe(200);
  });

  it('leads to the form without a login, and then to the requested page', async () => {
    const refused = await client.get('/log?outcome=failure');
    expect(refused.status).toBe(303);
    expect(refused.headers.get('location')).toBe('/login?next=%2Flog%3Foutcome%3Dfailure');
    const form = await client.follow(refused);
    expect(form.html).toContain('name="next" value="/log?outcome=failure"');
    const { userName, password } = acme.admin;
    const answer = await attempt(userName, password, '/log?outcome=failure');
    expect(answer.headers.get('location')).toBe('/log?outcome=failure');
    expect((await client.follow(answer)).status).toBe(200);
  });

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/.//elsewhere.example',
    '/\t/elsewhere.example',
    'javascript:alert(1)',
    'http://[',
  ])('does not redirect to another site: %j', async (next) => {
    const answer = await attempt(acme.admin.userName, acme.admin.password, next);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/');
  });

  it('answers 401 alike for a wrong password and an unknown name, and keeps the name', async () => {
    const wrong = await attempt(acme.admin.userName, 'wrong');
    const unknown = await attempt('nobody@acme.example', 'wrong');
    for (const answer of [wrong, unknown]) {
      expect(answer.status).toBe(401);
      expect(answer.text).toContain('The user name or password is wrong.');
      expect(answer.html).toContain('<title>Error: Log in');
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect(wrong.html).toContain(`value="${acme.admin.userName}"`);
    expect(wrong.html).not.toContain('"wrong"');
  });

  it('names empty fields', async () => {
    const answer = await attempt(' ', '');
    expect(answer.status).toBe(400);
    expect(answer.html).toContain('<a href="#field-username">Enter your user name.</a>');
    expect(answer.html).toContain('<a href="#field-password">Enter your password.</a>');
  });

  it('says that a user is deactivated only after the right password', async () => {
    const userName = `anna@${acme.slug}.example`;
    await addUser(app, acme, { userName, password: 'correct horse', active: false });
    const proven = await attempt(userName, 'correct horse');
    expect(proven.status).toBe(403);
    expect(proven.text).toContain(`The user ${userName} is deactivated.`);
    expect(proven.headers.getSetCookie()).toEqual([]);
    expect((await attempt(userName, 'wrong')).text).toContain('The user name or password is wrong.');
  });

  it('is throttled after ten wrong passwords, and says how many seconds to wait', async () => {
    const guesser = new ConsoleClient(app, { 'x-forwarded-for': '192.0.2.7' });
    for (let count = 0; count < 10; count++) {
      const answer = await guesser.post('/login', {
        username: acme.admin.userName,
        password: `wrong ${count}`,
      });
      expect(answer.status).toBe(401);
    }
    const { status, headers, text } = await guesser.post('/login', {
      username: acme.admin.userName,
      password: acme.admin.password,
    });
    expect(status).toBe(429);
    const seconds = headers.get('retry-after') ?? '';
    expect(Number(seconds)).toBeGreaterThan(0);
    expect(text).toContain(`Try again in ${seconds} s.`);
    expect((await attempt(acme.admin.userName, acme.admin.password)).status).toBe(303);
  });

  it('ignores a session chosen by somebody else, and ends the previous one', async () => {
    client.setCookie(COOKIE, 'ds_chosen-by-an-attacker');
    await attempt(acme.admin.userName, acme.admin.password);
    const first = client.cookie(COOKIE) ?? '';
    expect(first).not.toContain('chosen');
    await attempt(acme.admin.userName, acme.admin.password);
    expect(client.cookie(COOKIE)).not.toBe(first);
    const old = new ConsoleClient(app);
    old.setCookie(COOKIE, first);
    expect((await old.get('/keys')).headers.get('location')).toBe('/login?next=%2Fkeys&notice=session-ended');
  });

  it.each(['constructor', '__proto__', 'toString', 'unknown', ''])(
    'says nothing of its own where an address asks for the notice %j',
    async (notice) => {
      const { status, text } = await client.get(`/login?notice=${notice}`);
      expect(status).toBe(200);
      expect(text).toMatch(/Log in User name Usually/);
    },
  );

  it('reads the last of repeated parameters, here and on the page of a reset link', async () => {
    const { status, html, text } = await client.get('/login?notice=a&notice=logged-out&next=/a&next=/keys');
    expect(status).toBe(200);
    expect(text).toContain('You have logged out.');
    expect(html).toContain('name="next" value="/keys"');
    expect((await client.get('/reset-password?token=a&token=b')).status).toBe(400);
  });

  it('does not show the form to logged-in users', async () => {
    await client.logIn(acme.admin.userName, acme.admin.password);
    expect((await client.get('/login?next=/keys')).headers.get('location')).toBe('/keys');
  });

  it('ends with logout, also for the token', async () => {
    await client.logIn(acme.admin.userName, acme.admin.password);
    const token = client.cookie(COOKIE) ?? '';
    expect((await whoAmI(app, `Bearer ${token}`)).status).toBe(200);
    const out = await client.post('/logout', {});
    expect(out.headers.get('location')).toBe('/login?notice=logged-out');
    expect(client.cookie(COOKIE)).toBeUndefined();
    expect((await client.follow(out)).text).toContain('You have logged out.');
    expect((await whoAmI(app, `Bearer ${token}`)).status).toBe(401);
  });

  it('ends on the next request once the user is deactivated', async () => {
    await client.logIn(acme.admin.userName, acme.admin.password);
    expect((await client.get('/keys')).status).toBe(200);
    await deactivate(acme.admin.id);
    const answer = await client.get('/keys');
    expect(answer.headers.get('location')).toBe('/login?next=%2Fkeys&notice=session-ended');
    expect(client.cookie(COOKIE)).toBeUndefined();
    expect((await client.follow(answer)).text).toContain('Your session has ended.');
  });

  it('sets a cookie that the APIs do not accept, and does not accept their credentials', async () => {
    await client.logIn(acme.admin.userName, acme.admin.password);
    const cookie = `${COOKIE}=${client.cookie(COOKIE) ?? ''}`;
    for (const path of ['/api/v1/auth/me', '/api/v1/users', '/SCIM/v2/Users']) {
      expect((await send(app.url + path, 'GET', { headers: { cookie } })).status).toBe(401);
    }
    const stranger = new ConsoleClient(app, { authorization: acme.scim.authorization });
    expect((await stranger.get('/keys')).headers.get('location')).toBe('/login?next=%2Fkeys');
  });

  it('explains the console to a user who is not an admin, with a logout button', async () => {
    const userName = `anna@${acme.slug}.example`;
    await addUser(app, acme, { userName, password: 'correct horse' });
    const anna = await openConsole(app, { userName, password: 'correct horse' });
    const home = await anna.get('/');
    expect(home.status).toBe(200);
    expect(home.text).toContain('The console is for administrators');
    expect(home.html).toContain('action="/logout"');
    for (const path of ['/connection', '/keys', '/log']) {
      const refused = await anna.get(path);
      expect(refused.status).toBe(403);
      expect(refused.text).toContain(`The user ${userName} is not an administrator.`);
    }
  });

  it('sets a cookie for this host only over https, and one without Secure over http', async () => {
    const plain = await attempt(acme.admin.userName, acme.admin.password);
    expect(plain.headers.getSetCookie()[0]).toMatch(
      /^declaree_session=ds_[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
    const behind = new ConsoleClient(app, { 'x-forwarded-proto': 'https' });
    const { userName: username, password } = acme.admin;
    const answer = await behind.post('/login', { username, password });
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-declaree_session=ds_[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect((await behind.get('/keys')).status).toBe(200);
  });
});
