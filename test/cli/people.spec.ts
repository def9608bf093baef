import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addAccount,
  addOperator,
  addUser,
  logIn,
  makeApiKey,
  whoAmI,
  type TestAccount,
} from '../support/accounts.js';
import type { TestApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { basic, resource } from '../support/scim-client.js';
import { items, SupportClient } from '../rest/support/support-client.js';
import { bootWithCommands, json, STAFF, type RunCommand } from './in-process.js';

/** The password that a command generated and printed. */
const passwordOf = (printed: unknown) => (printed as { password: string }).password;

describe.each(sqliteAndOneServer())('people on the command line, while the server runs on $name', (lane) => {
  let app: TestApp;
  let declaree: RunCommand;
  let account: TestAccount;

  beforeAll(async () => {
    ({ app, declaree } = await bootWithCommands(lane));
    account = await addAccount(app);
  });

  afterAll(() => app.close());

  it('creates an operator, who can log in immediately', async () => {
    const made = json(await declaree(['operator', 'create', 'sanne@declaree.example', '--json']));
    expect(made).toMatchObject({ operator: { userName: 'sanne@declaree.example' } });
    const me = await whoAmI(app, basic('sanne@declaree.example', passwordOf(made)));
    expect(me.status).toBe(200);
    const again = await declaree(['operator', 'create', 'SANNE@declaree.example']);
    expect(again).toMatchObject({ exitCode: 1, stdout: '' });
    expect(again.stderr).toContain('already exists');
  });

  it('sets a new password for an admin: ends the old one and the sessions, and records it', async () => {
    const { userName, password } = account.admin;
    const session = resource(await logIn(app, account, userName, password));
    const reset = json(
      await declaree(['user', 'reset-password', account.slug, userName.toUpperCase(), '--json']),
    );
    expect(reset).toMatchObject({ user: { id: account.admin.id, userName } });
    const credentials = [
      basic(userName, password),
      `Bearer ${String(session['accessToken'])}`,
      basic(userName, passwordOf(reset)),
    ];
    const statuses = await Promise.all(credentials.map(async (one) => (await whoAmI(app, one)).status));
    expect(statuses).toEqual([401, 401, 200]);
    const support = new SupportClient(app, await addOperator(app));
    const trail = items(await support.get(`/${account.id}/audit`));
    expect(trail.find(({ action }) => action === 'password.reset')).toMatchObject({
      actor: STAFF,
      actorKind: 'command line',
      via: 'cli',
      address: null,
      subject: { type: 'user', id: account.admin.id, name: userName },
    });
  });

  it('keeps the API keys of a user, or revokes them on request', async () => {
    const owner = await addAccount(app);
    const key = await makeApiKey(app, owner.scim.authorization);
    const reset = ['user', 'reset-password', owner.slug, owner.admin.userName];
    const keyStatus = async () => (await whoAmI(app, `Bearer ${key}`)).status;
    expect((await declaree(reset)).exitCode).toBe(0);
    expect(await keyStatus()).toBe(200);
    expect((await declaree([...reset, '--revoke-api-keys'])).exitCode).toBe(0);
    expect(await keyStatus()).toBe(401);
  });

  it('accepts a short password for an employee, but not for an admin', async () => {
    await addUser(app, account, { userName: 'lotte@acme.example' });
    const reset = (userName: string) =>
      declaree(['user', 'reset-password', account.slug, userName, '--password-stdin'], 'short\n');
    expect((await reset('lotte@acme.example')).exitCode).toBe(0);
    expect((await whoAmI(app, basic('lotte@acme.example', 'short'))).status).toBe(200);
    const refused = await reset(account.admin.userName);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('12 to 1024 characters');
  });

  it('refuses to reset the password of an unknown user', async () => {
    const { exitCode, stderr } = await declaree(['user', 'reset-password', account.slug, 'nobody']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('There is no user named "nobody"');
  });

  it('switches SCIM for the running server', async () => {
    await declaree(['scim', 'disable', account.slug]);
    expect((await account.scim.get('/Users')).status).not.toBe(200);
    await declaree(['scim', 'enable', account.slug]);
    const other = await addAccount(app, { scim: false });
    await declaree(['scim', 'enable', other.slug]);
    expect((await other.scim.get('/Users')).status).toBe(200);
  });
});
