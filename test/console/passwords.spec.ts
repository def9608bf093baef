import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openOutbox, type Outbox } from '../rest/auth/outbox.js';
import {
  addAccount,
  addOperator,
  addUser,
  logIn,
  makeApiKey,
  whoAmI,
  type TestAccount,
} from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { until } from '../support/condition.js';
import { ConsoleClient, openConsole } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';

const OLD = 'correct horse';
const NEW = 'battery staple';

describe.each(sqliteAndOneServer())('passwords in the console on $name', (lane) => {
  let app: TestApp;
  let outbox: Outbox;
  let acme: TestAccount;
  let userName: string;
  let client: ConsoleClient;

  beforeAll(async () => {
    outbox = await openOutbox();
    app = await bootApp(lane);
  });

  afterAll(async () => {
    await app.close();
    await outbox.remove();
  });

  beforeEach(async () => {
    acme = await addAccount(app);
    userName = `mira@${acme.slug}.example`;
    await addUser(app, acme, { userName, password: OLD });
    client = new ConsoleClient(app);
  });

  const status = async (password: string) => (await logIn(app, acme, userName, password)).status;
  /** The path of the link in the mail. */
  const link = async () => {
    await client.post('/forgot-password', { username: userName });
    await until('the mail is sent', async () => (await outbox.mailsTo(userName)).length > 0);
    const [mail] = await outbox.mailsTo(userName);
    const url = new URL(/^http.*$/m.exec(mail?.text ?? '')?.[0] ?? '');
    expect(url.origin).toBe(app.url);
    return url.pathname + url.search;
  };
  const choose = (path: string, newPassword = NEW, repeated = newPassword) =>
    client.post('/reset-password', {
      token: new URL(path, app.url).searchParams.get('token') ?? '',
      newPassword,
      repeated,
    });

  it('can be requested by anybody, with the same answer for known and unknown users', async () => {
    const known = await client.post('/forgot-password', { username: userName });
    const unknown = await client.post('/forgot-password', { username: 'nobody@acme.example' });
    for (const answer of [known, unknown]) {
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toBe('/forgot-password/sent');
    }
    expect((await client.follow(unknown)).text).toContain('If this user exists and has an e-mail address');
  });

  it('are chosen with the link from the mail, and take effect', async () => {
    const path = await link();
    const page = await client.get(path);
    expect(page.status).toBe(200);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    const answer = await choose(path);
    expect(answer.headers.get('location')).toBe('/login?notice=password-chosen');
    expect((await client.follow(answer)).text).toContain('Your password has been changed.');
    expect([await status(OLD), await status(NEW)]).toEqual([401, 200]);
  });

  it('can be chosen with a link once, then a new link is offered', async () => {
    const path = await link();
    await choose(path);
    for (const answer of [await client.get(path), await choose(path), await client.get('/reset-password')]) {
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('This link cannot be used');
      expect(answer.html).toContain('href="/forgot-password"');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it('must be long enough and repeated correctly; the link stays valid', async () => {
    const path = await link();
    const short = await choose(path, 'short');
    expect(short.status).toBe(400);
    expect(short.text).toContain('Choose a password of 12 to 1,024 characters.');
    const different = await choose(path, NEW, `${NEW}r`);
    expect(different.status).toBe(400);
    expect(different.text).toContain('The two passwords differ.');
    expect((await choose(path)).status).toBe(303);
  });

  it('can be requested ten times an hour at most', async () => {
    for (let count = 0; count < 10; count++) {
      expect((await client.post('/forgot-password', { username: userName })).status).toBe(303);
    }
    const answer = await client.post('/forgot-password', { username: userName });
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
  });

  it('are changed by the logged-in user, whose other sessions end', async () => {
    const here = await openConsole(app, { userName, password: OLD });
    const elsewhere = await openConsole(app, { userName, password: OLD });
    await here.get('/password');
    const answer = await here.post('/password', { currentPassword: OLD, newPassword: NEW, repeated: NEW });
    expect((await here.follow(answer)).text).toContain('Your password has been changed, and');
    expect((await here.get('/password')).text).not.toContain('Your password has been changed, and');
    expect((await elsewhere.get('/password')).status).toBe(303);
    expect([await status(OLD), await status(NEW)]).toEqual([401, 200]);
  });

  it('revoke an administrator’s API keys on request; others do not get that option', async () => {
    const { userName: login, password } = acme.admin;
    const key = await makeApiKey(app, acme.scim.authorization);
    const here = await openConsole(app, { userName: login, password });
    expect((await here.get('/password')).html).toContain('name="revokeApiKeys"');
    const change = { currentPassword: password, newPassword: NEW, repeated: NEW, revokeApiKeys: 'yes' };
    expect((await here.post('/password', change)).status).toBe(303);
    expect((await whoAmI(app, `Bearer ${key}`)).status).toBe(401);
    const employee = await openConsole(app, { userName, password: OLD });
    expect((await employee.get('/password')).html).not.toContain('revokeApiKeys');
  });

  it('are not changed without the current password', async () => {
    const here = await openConsole(app, { userName, password: OLD });
    const answer = await here.post('/password', { currentPassword: NEW, newPassword: NEW, repeated: NEW });
    expect(answer.status).toBe(403);
    expect(answer.html).toContain('<a href="#field-currentPassword">The current password is wrong.</a>');
    expect(answer.html).not.toContain(NEW);
    expect(await status(OLD)).toBe(200);
  });

  it('are also changed by operators', async () => {
    const header = await addOperator(app);
    const [name = '', password = ''] = Buffer.from(header.slice(6), 'base64').toString().split(':');
    const here = await openConsole(app, { userName: name, password });
    await here.get('/password');
    const answer = await here.post('/password', {
      currentPassword: password,
      newPassword: NEW,
      repeated: NEW,
    });
    expect(answer.status).toBe(303);
    expect(
      (await openConsole(app, { userName: name, password: NEW })).cookie('declaree_session'),
    ).toBeDefined();
  });
});
