import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, logIn, whoAmI, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, resource, scimError, type Resource } from '../../support/scim-client.js';

describe.each(databaseLanes())('passwords over SCIM on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const create = (facts: Record<string, unknown> = {}): Promise<Resource> =>
    acme.scim.create('/Users', { userName: `person${++number}@acme.example`, ...facts });
  const loginStatus = async (user: Resource, password: string): Promise<number> =>
    (await logIn(app, acme, String(user['userName']), password)).status;

  it.each([
    ['of one character', '1'],
    ['that everybody knows', 'password'],
    ['of 1,024 characters', '🔑'.repeat(1024)],
    ['with characters that look like an escape', ' %41$x\\"\' '],
  ])('can be %s', async (_, password) => {
    const user = await create({ password });
    expect(user).not.toHaveProperty('password');
    expect(await loginStatus(user, password)).toBe(200);
    expect(await loginStatus(user, `${password.slice(0, 1000)}x`)).toBe(401);
  });

  it('cannot be longer, and then nothing is created', async () => {
    const answer = await acme.scim.post('/Users', {
      userName: 'long@acme.example',
      password: 'x'.repeat(1025),
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject(
      scimError(400, { scimType: 'invalidValue', detail: expect.stringContaining('1024 characters') }),
    );
    expect(await acme.scim.search('/Users', 'userName eq "long@acme.example"')).toEqual([]);
  });

  it('can be omitted: such a user cannot log in until one is set', async () => {
    const user = await create();
    expect(await loginStatus(user, 'secret')).toBe(401);
    await acme.scim.patch(`/Users/${user.id}`, [{ op: 'add', path: 'password', value: 'secret' }]);
    expect(await loginStatus(user, 'secret')).toBe(200);
  });

  it.each([null, '', undefined])('do not change if %o is sent instead', async (password) => {
    const user = await create({ password: 'secret' });
    const answer = await acme.scim.put(`/Users/${user.id}`, { ...user, title: 'Controller', password });
    expect(resource(answer)).toMatchObject({ title: 'Controller' });
    expect(await loginStatus(user, 'secret')).toBe(200);
  });

  it('end sessions and other uses of the old one, from the next request on', async () => {
    const user = await create({ password: 'secret' });
    const userName = String(user['userName']);
    const { body } = await logIn(app, acme, userName, 'secret');
    const credentials = [
      `Bearer ${String(body['accessToken'])}`,
      basic(`${acme.slug}/${userName}`, 'secret'),
    ];
    for (const each of credentials) expect((await whoAmI(app, each)).status).toBe(200);
    await acme.scim.patch(`/Users/${user.id}`, [{ op: 'replace', value: { password: 'another' } }]);
    for (const each of credentials) expect((await whoAmI(app, each)).status).toBe(401);
    expect(await loginStatus(user, 'another')).toBe(200);
  });

  it('cannot be filtered', async () => {
    await create({ password: 'secret' });
    for (const filter of ['password pr', 'password eq "secret"', 'password sw "s"']) {
      const { status, body } = await acme.scim.get(`/Users?filter=${encodeURIComponent(filter)}`);
      expect({ filter, status }).toEqual({ filter, status: 400 });
      expect(body).toMatchObject(scimError(400, { scimType: 'invalidFilter' }));
    }
  });
});
