import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authenticator } from '../../../src/auth/authenticator.js';
import { SessionsService } from '../../../src/auth/sessions.service.js';
import { equal } from '../../../src/platform/database/sql/predicate.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { UserSession } from '../../../src/auth/user-session.entity.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { basic } from '../../support/scim-client.js';
import { addAccount, addOperator, addUser, change, SCIM, send, type Person } from '../../auth/people.js';
import { NOWHERE } from '../../support/authors.js';

const ME = 'GET /api/v1/auth/me';
const LOGIN = 'POST /api/v1/auth/login';
const LOGOUT = 'POST /api/v1/auth/logout';

describe.each(sqliteAndOneServer())('sessions on $name', (lane) => {
  let app: TestApp;
  let acme: Person;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app, 'acme');
    await addOperator(app, 'support@declaree.example', 'support secret');
  });

  afterAll(() => app.close());

  const logIn = (username: string, password: string) => send(app, LOGIN, { body: { username, password } });
  const withToken = (token: unknown, line: Parameters<typeof send>[1] = ME) =>
    send(app, line, { authorization: `Bearer ${String(token)}` });

  it('start with a login, last twelve hours, and end with a logout', async () => {
    const { status, body } = await logIn(acme.userName, acme.password);
    expect(status).toBe(200);
    const user = {
      id: acme.userId,
      userName: acme.userName,
      role: 'admin',
      accountId: acme.accountId,
      organizationId: acme.organizationId,
    };
    expect(body).toEqual({
      accessToken: expect.stringMatching(/^ds_[\w-]{43}$/) as string,
      expiresAt: expect.stringMatching(/Z$/) as string,
      user,
    });
    const lasts = Date.parse(String(body['expiresAt'])) - Date.now();
    expect(Math.abs(lasts - 12 * 3_600_000)).toBeLessThan(60_000);

    const { accessToken } = body;
    expect((await withToken(accessToken)).body).toEqual(user);
    expect((await withToken(accessToken, 'GET /api/v1/api-keys')).status).toBe(200);
    expect((await withToken(accessToken, LOGOUT)).status).toBe(204);
    expect((await withToken(accessToken)).status).toBe(401);
  });

  it('of operators identify them as operators', async () => {
    const { status, body } = await logIn('Support@declaree.example', 'support secret');
    expect(status).toBe(200);
    const user = { id: expect.any(String) as string, userName: 'support@declaree.example', role: 'operator' };
    expect(body).toMatchObject({ user });
    expect((await withToken(body['accessToken'])).body).toEqual(user);
    expect((await withToken(body['accessToken'], LOGOUT)).status).toBe(204);
    expect((await withToken(body['accessToken'])).status).toBe(401);
  });

  it('are independent of each other', async () => {
    const first = await logIn(acme.userName, acme.password);
    const other = await logIn(acme.userName, acme.password);
    expect((await withToken(first.body['accessToken'], LOGOUT)).status).toBe(204);
    expect((await withToken(other.body['accessToken'])).status).toBe(200);
  });

  it('are not needed to log out', async () => {
    const authorization = basic(acme.userName, acme.password);
    expect((await send(app, LOGOUT, { authorization })).status).toBe(204);
    expect((await send(app, LOGOUT)).status).toBe(401);
  });

  it('are not a credential for SCIM', async () => {
    const { body } = await logIn(acme.userName, acme.password);
    const { status, headers } = await withToken(body['accessToken'], SCIM);
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe(
      'Basic realm="Declaree", Bearer realm="Declaree", error="invalid_token"',
    );
  });

  it('end with deactivation, and a login is then refused like a wrong password', async () => {
    const user = await addUser(app, acme, { userName: 'leaver', password: 'secret' });
    const { body } = await logIn('leaver', 'secret');
    await change(app, user, { active: false });
    expect((await withToken(body['accessToken'])).status).toBe(401);
    const refused = await logIn('leaver', 'secret');
    expect(refused.status).toBe(401);
    expect(refused.body).toEqual((await logIn('leaver', 'wrong')).body);
    expect(refused.body).toEqual((await logIn('nobody', 'secret')).body);
  });

  it('end with a new password', async () => {
    const user = await addUser(app, acme, { userName: 'careful', password: 'old' });
    const { body } = await logIn('careful', 'old');
    await change(app, user, { password: 'new' });
    expect((await withToken(body['accessToken'])).status).toBe(401);
    expect((await logIn('careful', 'old')).status).toBe(401);
    expect((await logIn('careful', 'new')).status).toBe(200);
  });

  it('do not start if the password changes while it is checked', async () => {
    const user = await addUser(app, acme, { userName: 'quick', password: 'old' });
    const proven = await app
      .get(Authenticator)
      .authenticate({ loginName: 'quick', password: 'old', address: '192.0.2.1' });
    await change(app, user, { password: 'new' });
    const opening = app
      .get(UnitOfWork)
      .writePlatform((tx) => app.get(SessionsService).open(tx, proven, NOWHERE));
    await expect(opening).rejects.toMatchObject({ kind: 'unauthenticated' });
  });

  it('start for one user many times at once', async () => {
    await addUser(app, acme, { userName: 'busy', password: 'secret' });
    const logins = await Promise.all(Array.from({ length: 20 }, () => logIn('busy', 'secret')));
    expect(logins.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(new Set(logins.map(({ body }) => body['accessToken'])).size).toBe(20);
  });

  it('end after the same user has logged in another hundred times', async () => {
    await addUser(app, acme, { userName: 'script', password: 'secret' });
    const tokens: unknown[] = [];
    for (let login = 0; login < 101; login++) {
      tokens.push((await logIn('script', 'secret')).body['accessToken']);
    }
    const statuses = await Promise.all([0, 1, 100].map((login) => withToken(tokens[login])));
    expect(statuses.map(({ status }) => status)).toEqual([401, 200, 200]);
  });

  it('expire, and are deleted by the next login', async () => {
    const { userId, accountId } = await addUser(app, acme, { userName: 'late', password: 'secret' });
    const { body } = await logIn('late', 'secret');
    const ofUser = equal('userId', userId);
    const expiresAt = new Date(Date.now() - 1).toISOString();
    const unitOfWork = app.get(UnitOfWork);
    await unitOfWork.write(accountId, (tx) => tx.update(UserSession, { expiresAt }, ofUser));
    expect((await withToken(body['accessToken'])).status).toBe(401);
    await logIn('late', 'secret');
    expect(await unitOfWork.read(accountId, (tx) => tx.count(UserSession, ofUser))).toBe(1);
  });

  it.each([
    ['no password', { username: 'somebody' }],
    ['a number as the password', { username: 'somebody', password: 12345678 }],
    ['a password beyond 1,024 characters', { username: 'somebody', password: 'p'.repeat(1025) }],
    ['an unknown field', { username: 'somebody', password: 'secret', remember: true }],
  ])('do not start with %s', async (_, body) => {
    expect((await send(app, LOGIN, { body })).status).toBe(400);
  });
});
