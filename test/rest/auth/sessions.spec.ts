import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAccount, addOperator, addUser, logIn, whoAmI, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic } from '../../support/scim-client.js';
import { items, problem, RestClient, stored } from '../rest-client.js';

describe.each(databaseLanes())('the list of a user’s sessions on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
    for (const userName of ['mira', 'jan']) await addUser(app, acme, { userName, password: 'secret' });
  });

  const open = async (userName: string) =>
    `Bearer ${String(stored(await logIn(app, acme, userName, 'secret'))['accessToken'])}`;
  const sessionsOf = async (authorization: string, query = '') =>
    items(await new RestClient(app, authorization).get(`/auth/sessions${query}`));

  it('shows the sessions of the user, newest first, and marks the current one', async () => {
    const [older, newer] = [await open('mira'), await open('mira')];
    await open('jan');
    const listed = await sessionsOf(older);
    expect(listed.map(({ current }) => current)).toEqual([false, true]);
    expect((await sessionsOf(newer)).map(({ current }) => current)).toEqual([true, false]);
    const [first] = listed;
    expect(Object.keys(first ?? {}).toSorted()).toEqual(['createdAt', 'current', 'expiresAt', 'id']);
    const lasts = Date.parse(String(first?.['expiresAt'])) - Date.parse(String(first?.['createdAt']));
    expect(lasts).toBe(12 * 3_600_000);
    expect(await sessionsOf(older, '?limit=1&page=2')).toEqual([listed[1]]);
    const withBasic = await sessionsOf(basic(`${acme.slug}/mira`, 'secret'));
    expect(withBasic.map(({ current }) => current)).toEqual([false, false]);
  });

  it('lets the user end any of them, effective on the next request', async () => {
    const [own, other] = [await open('mira'), await open('mira')];
    const rest = new RestClient(app, own);
    const another = (await sessionsOf(own)).find(({ current }) => current === false);
    expect((await rest.delete(`/auth/sessions/${another?.id}`)).status).toBe(204);
    expect((await whoAmI(app, other)).status).toBe(401);
    expect(await rest.delete(`/auth/sessions/${another?.id}`)).toMatchObject(problem(404, 'not-found'));
    const [current] = await sessionsOf(own);
    expect((await rest.delete(`/auth/sessions/${current?.id}`)).status).toBe(204);
    expect((await whoAmI(app, own)).status).toBe(401);
  });

  it('is private: a colleague or an operator cannot use it', async () => {
    const own = await open('mira');
    const [session] = await sessionsOf(own);
    for (const authorization of [await open('jan'), await addOperator(app)]) {
      const outsider = new RestClient(app, authorization);
      expect(await outsider.delete(`/auth/sessions/${session?.id}`)).toMatchObject(problem(404, 'not-found'));
    }
    expect((await whoAmI(app, own)).status).toBe(200);
  });

  it('works for operators too', async () => {
    const operator = await addOperator(app);
    const [username, password] = Buffer.from(operator.slice('Basic '.length), 'base64').toString().split(':');
    const { accessToken } = stored(await new RestClient(app).post('/auth/login', { username, password }));
    const token = `Bearer ${String(accessToken)}`;
    const [session, ...others] = await sessionsOf(token);
    expect(others).toEqual([]);
    expect(session).toMatchObject({ current: true });
    expect((await new RestClient(app, operator).delete(`/auth/sessions/${session?.id}`)).status).toBe(204);
    expect((await whoAmI(app, token)).status).toBe(401);
  });
});
