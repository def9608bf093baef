import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  addAccount,
  addOperator,
  addUser,
  logIn,
  makeApiKey,
  whoAmI,
  type TestAccount,
} from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, send } from '../../support/scim-client.js';
import { problem, RestClient, stored } from '../rest-client.js';

const PATH = '/auth/change-password';
const NEW = 'battery staple';

describe.each(databaseLanes())('changing one’s password on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    await addUser(app, acme, { userName: 'mira', password: 'correct horse' });
  });

  const session = async (password: string) =>
    `Bearer ${String(stored(await logIn(app, acme, 'mira', password))['accessToken'])}`;
  const change = (authorization: string, currentPassword: string, newPassword = NEW) =>
    new RestClient(app, authorization).post(PATH, { currentPassword, newPassword });

  it('keeps the current session, and ends the others', async () => {
    const [own, other] = [await session('correct horse'), await session('correct horse')];
    expect((await change(own, 'correct horse')).status).toBe(204);
    expect((await whoAmI(app, own)).status).toBe(200);
    expect((await whoAmI(app, other)).status).toBe(401);
    expect((await logIn(app, acme, 'mira', 'correct horse')).status).toBe(401);
    expect((await logIn(app, acme, 'mira', NEW)).status).toBe(200);
  });

  it('works with Basic, which ends every session', async () => {
    const token = await session('correct horse');
    const login = basic(`${acme.slug}/mira`, 'correct horse');
    expect((await change(login, 'correct horse')).status).toBe(204);
    expect((await whoAmI(app, login)).status).toBe(401);
    expect((await whoAmI(app, token)).status).toBe(401);
  });

  it('does not revoke API keys', async () => {
    const { userName, password } = acme.admin;
    const key = `Bearer ${await makeApiKey(app, basic(userName, password))}`;
    expect((await change(key, password)).status).toBe(204);
    expect((await whoAmI(app, key)).status).toBe(200);
    expect((await whoAmI(app, basic(userName, password))).status).toBe(401);
  });

  it('works for operators, and keeps the current session', async () => {
    const operator = await addOperator(app);
    const [userName = '', password = ''] = Buffer.from(operator.slice('Basic '.length), 'base64')
      .toString()
      .split(':');
    const open = async () => {
      const login = await new RestClient(app).post('/auth/login', { username: userName, password });
      return `Bearer ${String(stored(login)['accessToken'])}`;
    };
    const [own, other] = [await open(), await open()];
    expect((await change(own, password)).status).toBe(204);
    expect((await whoAmI(app, own)).status).toBe(200);
    expect((await whoAmI(app, other)).status).toBe(401);
    expect((await whoAmI(app, basic(userName, NEW))).status).toBe(200);
  });

  it('requires the current password, and limits wrong guesses', async () => {
    const token = await session('correct horse');
    const wrong = problem(403, 'wrong-current-password', '/currentPassword');
    for (let guess = 0; guess < 10; guess++) {
      expect(await change(token, `guess ${guess}`)).toMatchObject(wrong);
    }
    const throttled = await change(token, 'correct horse');
    expect(throttled).toMatchObject(problem(429, 'too-many-attempts'));
    expect(throttled.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await whoAmI(app, token)).status).toBe(200);
  });

  it('is done once if the same request is sent many times at once', async () => {
    const token = await session('correct horse');
    const attempts = Array.from({ length: 8 }, (_, number) =>
      change(token, 'correct horse', `new number ${number}`),
    );
    const statuses = (await Promise.all(attempts)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.filter((status) => status === 403)).toHaveLength(7);
  });

  it.each([
    ['a new password of 11 characters', { newPassword: 'eleven char' }, '/newPassword'],
    ['a new password of 1,025 characters', { newPassword: 'p'.repeat(1025) }, '/newPassword'],
    ['no current password', { currentPassword: undefined }, '/currentPassword'],
  ])('is refused with %s', async (_, fault, pointer) => {
    const client = new RestClient(app, await session('correct horse'));
    const answer = await client.post(PATH, { currentPassword: 'correct horse', newPassword: NEW, ...fault });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });

  it('accepts any twelve characters', async () => {
    const newPassword = '🐎🔋🐎🔋🐎🔋🐎🔋🐎🔋🐎🔋';
    expect((await change(await session('correct horse'), 'correct horse', newPassword)).status).toBe(204);
    expect((await logIn(app, acme, 'mira', newPassword)).status).toBe(200);
  });

  it('needs a login', async () => {
    const answer = await send(`${app.url}/api/v1${PATH}`, 'POST', { body: {} });
    expect(answer).toMatchObject(problem(401, 'no-credential'));
  });
});
