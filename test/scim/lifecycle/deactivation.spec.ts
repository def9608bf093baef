import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, addUser, logIn, makeApiKey, whoAmI, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, resource, ScimClient, type Resource } from '../../support/scim-client.js';

describe.each(databaseLanes())('a deactivated user on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const create = (facts: Record<string, unknown> = {}): Promise<Resource> =>
    acme.scim.create('/Users', { userName: `person${++number}@acme.example`, password: 'secret', ...facts });

  const setActive = async ({ id }: { id: string }, active: boolean): Promise<Resource> =>
    resource(await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', value: { active } }]));

  const logInAs = (user: Resource) => logIn(app, acme, String(user['userName']), 'secret');

  it('cannot log in, and sessions end at once and permanently', async () => {
    const user = await create();
    const { status, body } = await logInAs(user);
    expect(status).toBe(200);
    const session = `Bearer ${String(body['accessToken'])}`;
    expect((await whoAmI(app, session)).body).toMatchObject({ id: user.id });

    await setActive(user, false);
    expect((await logInAs(user)).status).toBe(401);
    expect((await whoAmI(app, session)).status).toBe(401);
    expect((await whoAmI(app, basic(`${acme.slug}/${String(user['userName'])}`, 'secret'))).status).toBe(401);

    await setActive(user, true);
    expect((await whoAmI(app, session)).status).toBe(401);
    expect((await logInAs(user)).status).toBe(200);
  });

  it('cannot log in after a PUT with active false, however the client writes it', async () => {
    for (const active of [false, 'False', 'false']) {
      const user = await create();
      const answer = await acme.scim.put(`/Users/${user.id}`, { ...user, active });
      expect(resource(answer)['active']).toBe(false);
      expect((await logInAs(user)).status).toBe(401);
    }
  });

  it('can be created inactive, and then cannot log in', async () => {
    const user = await create({ active: false });
    expect(user['active']).toBe(false);
    expect((await logInAs(user)).status).toBe(401);
  });

  it('as an admin can use neither API key nor password', async () => {
    const userName = `second@${acme.slug}.example`;
    const id = await addUser(app, acme, { userName, password: 'secret', role: 'admin' });
    const byPassword = new ScimClient(acme.scim.baseUrl, basic(userName, 'secret'));
    const byKey = new ScimClient(
      acme.scim.baseUrl,
      `Bearer ${await makeApiKey(app, basic(userName, 'secret'))}`,
    );
    for (const client of [byPassword, byKey]) expect((await client.get('/Users')).status).toBe(200);

    await setActive({ id }, false);
    const { status, body } = await byPassword.get('/Users');
    expect(status).toBe(403);
    expect(body['detail']).toContain('is deactivated');
    // Its keys are gone permanently.
    expect((await byKey.get('/Users')).status).toBe(401);
    for (const { authorization } of [byPassword, byKey]) {
      expect((await whoAmI(app, authorization)).status).toBe(401);
    }
  });

  it('keeps groups and profile, and stays in lists, filters and groups', async () => {
    const user = await create({ title: 'Controller', emails: [{ value: 'x@acme.example', primary: true }] });
    const group = await acme.scim.create('/Groups', {
      displayName: 'Keepers',
      members: [{ value: user.id }],
    });
    const before = await acme.scim.read(`/Users/${user.id}`);
    const after = await setActive(user, false);
    expect(after).toEqual({ ...before, active: false, meta: after.meta });
    expect(await acme.scim.read(`/Groups/${group.id}`)).toEqual(group);
    expect(await acme.scim.read(`/Users/${user.id}`)).toEqual(after);
    const userName = String(user['userName']);
    for (const filter of [`userName eq "${userName}"`, 'emails eq "x@acme.example"', 'active eq false']) {
      expect((await acme.scim.search('/Users', filter)).map(({ id }) => id)).toContain(user.id);
    }
    expect((await acme.scim.list('/Users')).Resources.map(({ id }) => id)).toContain(user.id);
  });

  it('keeps the userName, and is reactivated with the same id, groups and password', async () => {
    const user = await create();
    const group = await acme.scim.create('/Groups', {
      displayName: 'Comers',
      members: [{ value: user.id }],
    });
    await setActive(user, false);
    expect((await acme.scim.post('/Users', { userName: user['userName'] })).status).toBe(409);
    const back = await setActive(user, true);
    expect(back).toMatchObject({ id: user.id, active: true, groups: [{ value: group.id }] });
    expect((await logInAs(user)).status).toBe(200);
  });

  it('can still be changed and added to groups', async () => {
    const user = await setActive(await create(), false);
    const answer = await acme.scim.patch(`/Users/${user.id}`, [
      { op: 'add', path: 'title', value: 'Leaver' },
    ]);
    expect(resource(answer)).toMatchObject({ title: 'Leaver', active: false });
    const members = [{ value: user.id }];
    const group = await acme.scim.create('/Groups', { displayName: 'Leavers', members });
    expect(group['members']).toMatchObject(members);
  });
});
