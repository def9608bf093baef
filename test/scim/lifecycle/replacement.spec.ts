import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, logIn, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { ENTERPRISE, EXPENSE, resource, scimError, type Resource } from '../../support/scim-client.js';

describe.each(databaseLanes())('PUT on $name', (lane) => {
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
  const replace = async ({ id }: Resource, body: Record<string, unknown>): Promise<Resource> =>
    resource(await acme.scim.put(`/Users/${id}`, body));

  it('clears the core attributes that it omits, including externalId', async () => {
    const user = await create({
      externalId: 'E1',
      name: { givenName: 'Mira', familyName: 'Vos' },
      title: 'Controller',
      emails: [{ value: 'm@acme.example' }],
    });
    const after = await replace(user, { userName: user['userName'], name: { familyName: 'Vos' } });
    for (const name of ['externalId', 'title', 'emails']) expect(after).not.toHaveProperty(name);
    expect(after['name']).toEqual({ familyName: 'Vos' });
    expect(await acme.scim.search('/Users', 'externalId eq "E1"')).toEqual([]);
  });

  it('keeps activation, password and organization', async () => {
    const user = await create({ active: false, password: 'secret', [EXPENSE]: { organization: 'Acme NL' } });
    const after = await replace(user, {
      userName: user['userName'],
      [EXPENSE]: { iban: 'NL91ABNA0417164300' },
    });
    expect(after['active']).toBe(false);
    expect(after[EXPENSE]).toMatchObject({ organization: 'Acme NL', iban: 'NL91ABNA0417164300' });
    await replace(user, { userName: user['userName'], active: true });
    expect((await logIn(app, acme, String(user['userName']), 'secret')).status).toBe(200);
  });

  it('keeps an extension without a block, and clears attributes that a block omits', async () => {
    const user = await create({
      [ENTERPRISE]: { department: 'Finance', costCenter: '4130', manager: acme.admin.id },
      [EXPENSE]: { iban: 'NL91ABNA0417164300', role: 'approver' },
    });
    const kept = await replace(user, { userName: user['userName'] });
    expect(kept[ENTERPRISE]).toEqual(user[ENTERPRISE]);
    expect(kept[EXPENSE]).toEqual(user[EXPENSE]);

    const cleared = await replace(user, {
      userName: user['userName'],
      [ENTERPRISE]: { costCenter: '4131' },
      [EXPENSE]: { role: 'approver' },
    });
    expect(cleared[ENTERPRISE]).toEqual({ costCenter: '4131' });
    expect(cleared[EXPENSE]).toEqual({ organization: 'Acme Group', role: 'approver' });
  });

  it('treats an empty block as one that omits everything', async () => {
    const user = await create({ [ENTERPRISE]: { department: 'Finance' } });
    const after = await replace(user, { userName: user['userName'], [ENTERPRISE]: {} });
    expect(after).not.toHaveProperty([ENTERPRISE]);
    expect(after.schemas).not.toContain(ENTERPRISE);
  });

  it('changes nothing when it echoes what was read', async () => {
    const user = await create({
      externalId: 'E2',
      name: { formatted: 'Mira Vos', givenName: 'Mira', familyName: 'Vos' },
      emails: [{ value: 'm2@acme.example', display: 'Mira', type: 'work', primary: true }],
      [ENTERPRISE]: { organization: 'Nowhere', manager: { managerId: 'nobody' } },
    });
    await acme.scim.create('/Groups', { displayName: 'Echo', members: [{ value: user.id }] });
    const read = await acme.scim.read(`/Users/${user.id}`);
    expect(read['groups']).toHaveLength(1);
    expect(await replace(user, read)).toEqual(read);
  });

  it('ignores a different id, groups and meta', async () => {
    const user = await create({ title: 'Controller' });
    const forged = {
      id: 'other',
      groups: [{ value: 'x' }],
      meta: { version: 'W/"9"', created: '2001-01-01T00:00:00Z' },
    };
    expect(await replace(user, { ...user, ...forged })).toEqual(user);
  });

  it('renames a user, but not to a name that is taken', async () => {
    const [user, other] = [await create(), await create()];
    const renamed = await replace(user, { ...user, userName: `renamed.${lane.name}@acme.example` });
    expect(renamed['userName']).toBe(`renamed.${lane.name}@acme.example`);
    const { status, body } = await acme.scim.put(`/Users/${user.id}`, {
      ...user,
      userName: String(other['userName']).toUpperCase(),
    });
    expect(status).toBe(409);
    expect(body).toMatchObject(scimError(409, { scimType: 'uniqueness' }));
    expect(await acme.scim.read(`/Users/${user.id}`)).toEqual(renamed);
  });

  it('changes the letter case of a user name', async () => {
    const user = await create();
    const userName = String(user['userName']).toUpperCase();
    expect((await replace(user, { ...user, userName }))['userName']).toBe(userName);
  });

  it('never creates a user', async () => {
    const { status } = await acme.scim.put('/Users/unknown', { userName: 'unknown@acme.example' });
    expect(status).toBe(404);
    expect(await acme.scim.search('/Users', 'userName eq "unknown@acme.example"')).toEqual([]);
  });

  describe('without an id, as in the published example', () => {
    it('replaces the user with the externalId, and can change its userName', async () => {
      const user = await create({ externalId: 'scim0001', name: { familyName: 'Jones' } });
      await create({ externalId: 'scim0002' });
      const answer = await acme.scim.put('/Users', {
        schemas: ['urn:scim:schemas:core:1.0'],
        userName: `scim_test_${lane.name}`,
        externalId: 'scim0001',
        name: { familyName: 'Jackson' },
        active: false,
        emails: [{ value: 'jack@scim.com', type: 'work', primary: true }],
      });
      expect(resource(answer)).toMatchObject({
        id: user.id,
        userName: `scim_test_${lane.name}`,
        name: { familyName: 'Jackson' },
        active: false,
      });
      expect(answer.headers.get('content-location')).toBe(user.meta.location);
    });

    it('replaces the user with the userName if no externalId is sent or matches', async () => {
      const user = await create({ externalId: 'scim0003' });
      for (const externalId of [undefined, 'scim0004']) {
        const answer = await acme.scim.put('/Users', {
          userName: String(user['userName']).toUpperCase(),
          externalId,
        });
        expect(resource(answer).id).toBe(user.id);
      }
      expect((await acme.scim.read(`/Users/${user.id}`))['externalId']).toBe('scim0004');
    });

    it('is 404 if neither matches, or only in another account', async () => {
      const globex = await addAccount(app);
      await globex.scim.create('/Users', { userName: 'theirs@globex.example', externalId: 'theirs' });
      const { status, body } = await acme.scim.put('/Users', {
        userName: 'theirs@globex.example',
        externalId: 'theirs',
      });
      expect(status).toBe(404);
      expect(body).toMatchObject(scimError(404));
    });
  });
});
