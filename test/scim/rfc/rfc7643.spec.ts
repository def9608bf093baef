import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { ResourceValidator } from '../../support/resource-validator.js';
import { CORE, ENTERPRISE, EXPENSE, resource, scimError } from '../../support/scim-client.js';

describe.each(sqliteAndOneServer())('RFC 7643, resources and schemas, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  it('RFC 7643 §2.4: two primary values are refused', async () => {
    const emails = ['a', 'b'].map((value) => ({ value, primary: true }));
    const { status, body } = await acme.scim.post('/Users', { userName: 'two', emails });
    expect([status, body]).toEqual([
      400,
      scimError(400, { scimType: 'invalidValue', detail: expect.stringContaining('primary') }),
    ]);
  });

  it('RFC 7643 §2.4: no two values have the same value and type, whatever is sent', async () => {
    const emails = [{ value: 'a@acme.example', type: 'work' }];
    const doubled = [...emails, { ...emails[0], display: 'A' }, ...emails];
    const merged = [{ ...emails[0], display: 'A' }];
    const body = { userName: 'doubled', emails: doubled };
    const created = await acme.scim.create('/Users', body);
    expect(created['emails']).toEqual(merged);
    expect((await acme.scim.put(`/Users/${created.id}`, body)).body['emails']).toEqual(merged);
    const replace = [{ op: 'replace', path: 'emails', value: doubled }];
    expect((await acme.scim.patch(`/Users/${created.id}`, replace)).body['emails']).toEqual(merged);
  });

  it('RFC 7643 §2.4: adding the same value and type again does not create a second one', async () => {
    const emails = [{ value: 'a@acme.example', type: 'work' }];
    const { id } = await acme.scim.create('/Users', { userName: 'same', emails });
    const add = (value: unknown) => acme.scim.patch(`/Users/${id}`, [{ op: 'add', path: 'emails', value }]);
    expect((await add(emails)).body['emails']).toEqual(emails);
    const home = { value: 'a@acme.example', type: 'home' };
    expect((await add([home])).body['emails']).toEqual([...emails, home]);
  });

  it.each([
    ['emails[type eq "home"].type', 'work'],
    ['emails[type eq "home"]', { value: 'a@acme.example', type: 'work', display: 'A' }],
    ['emails.type', 'work'],
  ])('RFC 7643 §2.4: values that become equal by a change of %s are merged', async (path, value) => {
    const emails = [
      { value: 'a@acme.example', type: 'work', primary: true },
      { value: 'a@acme.example', type: 'home', display: 'A', primary: false },
    ];
    const { id } = await acme.scim.create('/Users', { userName: `one by ${path}`, emails });
    const one = { value: 'a@acme.example', type: 'work', primary: true, display: 'A' };
    const { body } = await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path, value }]);
    expect(body['emails']).toEqual([one]);
    expect((await acme.scim.put(`/Users/${id}`, body)).body['meta']).toEqual(body['meta']);
  });

  it('RFC 7643 §2.5: absent, null and [] are the same state', async () => {
    const states = [{}, { title: null, emails: null, name: null }, { title: '', emails: [], name: {} }];
    for (const [index, state] of states.entries()) {
      const created = await acme.scim.create('/Users', { userName: `state${index}`, ...state });
      for (const name of ['title', 'emails', 'name']) expect(created).not.toHaveProperty(name);
      const { id } = created;
      expect(await acme.scim.search('/Users', `id eq "${id}" and (title pr or emails pr)`)).toEqual([]);
    }
    const { id } = await acme.scim.create('/Users', {
      userName: 'state',
      title: 'T',
      emails: [{ value: 'a' }],
    });
    const after = resource(
      await acme.scim.put(`/Users/${id}`, { userName: 'state', title: null, emails: [] }),
    );
    expect([after['title'], after['emails']]).toEqual([undefined, undefined]);
  });

  it('RFC 7643 §3 and §3.3: schemas lists the extensions in use, once, and no unknown ones', async () => {
    const schemas = [CORE, CORE, ENTERPRISE, 'urn:example:unknown'];
    const body = { schemas, userName: 'schemas', 'urn:example:unknown': { a: 1 } };
    const created = await acme.scim.create('/Users', body);
    expect(created.schemas).toEqual([CORE, EXPENSE]);
    expect(created).not.toHaveProperty('urn:example:unknown');
    const value = { division: 'D' };
    const after = await acme.scim.patch(`/Users/${created.id}`, [{ op: 'add', path: ENTERPRISE, value }]);
    expect(after.body['schemas']).toEqual([CORE, ENTERPRISE, EXPENSE]);
  });

  it('RFC 7643 §3.1: the service assigns the id, which is stable and never "bulkId"', async () => {
    const created = await acme.scim.create('/Users', { userName: 'ours', id: 'bulkId' });
    expect(created.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(resource(await acme.scim.put(`/Users/${created.id}`, { userName: 'renamed', id: 'x' })).id).toBe(
      created.id,
    );
  });

  it("RFC 7643 §3.1: externalId is the client's, kept exactly, and never generated", async () => {
    const without = await acme.scim.create('/Users', { userName: 'without' });
    expect(without).not.toHaveProperty('externalId');
    const created = await acme.scim.create('/Users', { userName: 'with', externalId: ' Ab ' });
    expect(created['externalId']).toBe(' Ab ');
    // Two users of one account may share one: the client is responsible for uniqueness.
    expect((await acme.scim.post('/Users', { userName: 'also', externalId: ' Ab ' })).status).toBe(201);
  });

  it('RFC 7643 §3.1: meta has resourceType, created and lastModified, equal at first, and location', async () => {
    for (const [path, body, resourceType] of [
      ['/Users', { userName: 'meta' }, 'User'],
      ['/Groups', { displayName: 'meta' }, 'Group'],
    ] as const) {
      const { id, meta } = await acme.scim.create(path, body);
      const location = `${acme.scim.baseUrl}${path}/${id}`;
      expect(meta).toEqual({
        resourceType,
        created: meta.lastModified,
        lastModified: meta.lastModified,
        location,
        version: 'W/"1"',
      });
      await acme.scim.patch(`${path}/${id}`, [{ op: 'add', path: 'externalId', value: 'x' }]);
      const after = (await acme.scim.read(`${path}/${id}`)).meta;
      expect(after.created).toBe(meta.created);
      expect([after.version, after.lastModified >= meta.lastModified]).toEqual(['W/"2"', true]);
    }
  });

  it('RFC 7643 §4.1: groups is read-only, the password is never answered, userName is unique in any letter case', async () => {
    const group = await acme.scim.create('/Groups', { displayName: 'Entered' });
    const body = { userName: 'Core', password: 'secret', groups: [{ value: group.id }] };
    const created = await acme.scim.create('/Users', body);
    expect(created).not.toHaveProperty('groups');
    expect(created).not.toHaveProperty('password');
    expect((await acme.scim.post('/Users', { userName: 'cORE' })).status).toBe(409);
    const { status } = await acme.scim.patch(`/Users/${created.id}`, [
      { op: 'add', path: 'groups', value: [] },
    ]);
    expect(status).toBe(400);
  });

  it('RFC 7643 §4.2: a group needs a displayName', async () => {
    for (const displayName of [undefined, null, '']) {
      const { status, body } = await acme.scim.post('/Groups', { displayName, externalId: 'x' });
      expect([status, body]).toMatchObject([
        400,
        { scimType: 'invalidValue', detail: 'displayName is required.' },
      ]);
    }
  });

  it('RFC 7643 §4.3: manager is complex, and the service sets its displayName', async () => {
    const boss = await acme.scim.create('/Users', { userName: 'boss', displayName: 'The Boss' });
    const manager = { value: boss.id, displayName: 'Somebody else' };
    const created = await acme.scim.create('/Users', { userName: 'report', [ENTERPRISE]: { manager } });
    expect(created[ENTERPRISE]).toEqual({
      manager: { value: boss.id, displayName: 'The Boss', $ref: boss.meta.location },
    });
  });

  it('RFC 7643 §5: ServiceProviderConfig has every feature, with its required sub-attributes', async () => {
    const config = await acme.scim.read('/ServiceProviderConfig');
    for (const feature of ['patch', 'bulk', 'filter', 'changePassword', 'sort', 'etag']) {
      expect(config[feature]).toMatchObject({ supported: true });
    }
    expect(config['bulk']).toMatchObject({ maxOperations: 1000, maxPayloadSize: 10_485_760 });
    expect(config['filter']).toMatchObject({ maxResults: 1000 });
    for (const scheme of config['authenticationSchemes'] as Record<string, unknown>[]) {
      for (const name of ['type', 'name', 'description']) expect(scheme[name]).toEqual(expect.any(String));
    }
  });

  it('RFC 7643 §7: answers match the schemas', async () => {
    const validator = await ResourceValidator.of(acme.scim);
    const { Resources: users } = await acme.scim.list('/Users?count=1000');
    const { Resources: groups } = await acme.scim.list('/Groups?count=1000');
    expect(users.length * groups.length).toBeGreaterThan(0);
    expect(users.flatMap((user) => validator.faultsOf(user, 'User'))).toEqual([]);
    expect(groups.flatMap((group) => validator.faultsOf(group, 'Group'))).toEqual([]);
    expect(validator.faultsOf({ ...users[0], colour: 'blue', active: 'True' }, 'User')).toEqual([
      'User.active is no boolean: "True"',
      'User.colour is unknown',
    ]);
  });
});
