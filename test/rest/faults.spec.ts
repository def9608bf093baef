import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import { RestClient, restOf } from './rest-client.js';

describe.each(databaseLanes())('the fault that REST reports on $name', (lane) => {
  let app: TestApp;
  let rest: RestClient;

  beforeAll(async () => {
    app = await bootApp(lane);
    rest = restOf(app, await addAccount(app));
  });

  afterAll(() => app.close());

  it.each([
    ['/users', {}, 'userName must be a string.'],
    ['/users', { userName: null }, 'userName must be a string.'],
    ['/users', { userName: 'noor', title: 5 }, 'title must be a string.'],
    ['/users', { userName: 'noor', email: 5 }, 'email must be an email.'],
    ['/users', { userName: 'noor', managerId: 5 }, 'managerId must be a string.'],
    ['/users', { userName: 'noor', password: 5 }, 'password must be a string.'],
    ['/groups', {}, 'displayName must be a string.'],
    ['/organizations', {}, 'name must be a string.'],
    ['/api-keys', {}, 'name must be a string.'],
    ['/auth/login', { username: 'noor' }, 'password must be a string.'],
    ['/auth/password-reset', {}, 'username must be a string.'],
    ['/auth/password-reset/confirm', { newPassword: 'correct horse battery' }, 'token must be a string.'],
    ['/auth/change-password', { currentPassword: 'x' }, 'newPassword must be a string.'],
  ])('for %s with the body %j names the field and its type', async (path, body, detail) => {
    const answer = await rest.post(path, body);
    const pointer = `/${detail.split(' ', 1)[0]}`;
    expect(answer).toMatchObject({ status: 400, body: { detail, errors: [{ pointer, detail }] } });
  });

  it.each([
    ['/users', { userName: 'noor', title: 'a\u0000b' }, '/title'],
    ['/users', { userName: 'noor\ud800' }, '/userName'],
    ['/groups', { displayName: '\udc00' }, '/displayName'],
    ['/api-keys', { name: 'key\u0000' }, '/name'],
  ])('for %s with %j is text that databases cannot store', async (path, body, pointer) => {
    const detail = `${pointer.slice(1)} contains a character that is not allowed (NUL or half a surrogate pair).`;
    const answer = await rest.post(path, body);
    expect(answer).toMatchObject({ status: 400, body: { detail, errors: [{ pointer, detail }] } });
    expect(await rest.get('/users?search=%00')).toMatchObject({ status: 400 });
  });

  it.each(['page=two', 'page=1.5', 'limit='])('is that %s is not a number', async (query) => {
    const answer = await rest.get(`/users?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body['detail']).toMatch(/^(page|limit) must (be an integer number|not be less than 1)\.$/);
  });
});
