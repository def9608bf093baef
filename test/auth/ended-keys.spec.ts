import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PasswordResetLinks } from '../../src/auth/password-reset-links.service.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { addAccount, addUser, makeApiKey, type TestAccount } from '../support/accounts.js';
import { TESTER } from '../support/authors.js';
import { bootApp, type TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import { basic, send, type Answer } from '../support/scim-client.js';
import { rawStatement } from '../../src/platform/database/sql/raw-statement.js';

const NEW_PASSWORD = 'a longer new password';

describe.each(databaseLanes())('API keys and links for a new password on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let owner: { id: string; login: string; key: string; link: string };
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    const userName = `owner${++number}@acme.example`;
    const id = await addUser(app, acme, { userName, role: 'admin', password: 'secret' });
    const login = basic(`${acme.slug}/${userName}`, 'secret');
    const link = await app
      .get(UnitOfWork)
      .write(acme.id, (tx) =>
        app.get(PasswordResetLinks).issue(tx.by(TESTER), { userId: id, userName, passwordHash: null }),
      );
    owner = { id, login, key: await makeApiKey(app, login), link };
  });

  const rest = (method: string, path: string, authorization: string, body?: object): Promise<Answer> =>
    send(`${app.url}/api/v1${path}`, method, {
      headers: { authorization, 'content-type': 'application/json' },
      body,
    });
  const byAdmin = (body: object) => rest('PATCH', `/users/${owner.id}`, acme.scim.authorization, body);
  const keyStatus = async () => (await rest('GET', '/auth/me', `Bearer ${owner.key}`)).status;
  const rows = (table: string) =>
    app
      .get(UnitOfWork)
      .readPlatform((tx) =>
        tx.queryAcrossAccounts(
          rawStatement<object>(`SELECT t.id FROM ${table} t WHERE t.accountId = ? AND t.userId = ?`, {}),
          [acme.id, owner.id],
        ),
      );

  it.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
    [
      'deactivation over SCIM',
      () => acme.scim.patch(`/Users/${owner.id}`, [{ op: 'replace', value: { active: false } }]),
      () => acme.scim.patch(`/Users/${owner.id}`, [{ op: 'replace', value: { active: true } }]),
    ],
    ['deactivation over REST', () => byAdmin({ active: false }), () => byAdmin({ active: true })],
    ['loss of the role admin', () => byAdmin({ role: 'employee' }), () => byAdmin({ role: 'admin' })],
  ])('end with %s, and do not come back with its end', async (_, end, undo) => {
    expect(await keyStatus()).toBe(200);
    await end();
    expect(await rows('api_keys')).toEqual([]);
    expect(await rows('password_resets')).toEqual([]);
    await undo();
    expect(await keyStatus()).toBe(401);
    const confirmed = await rest('POST', '/auth/password-reset/confirm', '', {
      token: owner.link,
      newPassword: NEW_PASSWORD,
    });
    expect(confirmed.body).toMatchObject({ status: 400, code: 'reset-token-invalid' });
  });

  it('stay valid after a password change, unless revoking them is requested', async () => {
    const change = (currentPassword: string, more: object) =>
      rest('POST', '/auth/change-password', `Bearer ${owner.key}`, {
        currentPassword,
        newPassword: NEW_PASSWORD,
        ...more,
      });
    expect((await change('secret', {})).status).toBe(204);
    expect(await keyStatus()).toBe(200);
    expect((await change(NEW_PASSWORD, { revokeApiKeys: true })).status).toBe(204);
    expect(await keyStatus()).toBe(401);
  });

  it('cannot change the password of their own user without the current one', async () => {
    const change = (more: object) =>
      rest('PATCH', `/users/${owner.id}`, `Bearer ${owner.key}`, { password: NEW_PASSWORD, ...more });
    expect((await change({})).body).toMatchObject({ status: 400, code: 'current-password-required' });
    const wrong = await change({ currentPassword: 'wrong' });
    expect(wrong.body).toMatchObject({ status: 403, code: 'wrong-current-password' });
    expect((await rest('GET', '/auth/me', owner.login)).status).toBe(200);
    expect((await change({ currentPassword: 'secret' })).status).toBe(200);
    expect((await rest('GET', '/auth/me', owner.login)).status).toBe(401);
    for (let guess = 0; guess < 8; guess++) await change({ currentPassword: `guess ${guess}` });
    expect((await change({ currentPassword: NEW_PASSWORD })).status).toBe(429);
  });

  it('can set the password of another user without it', async () => {
    expect((await byAdmin({ password: NEW_PASSWORD })).status).toBe(200);
  });
});
