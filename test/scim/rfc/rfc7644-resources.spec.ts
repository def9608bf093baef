import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { ENTERPRISE, resource, scimError, SCIM_TYPE } from '../../support/scim-client.js';

const NO_ID = '01010101-0101-0101-0101-010101010101';

const anyText = expect.any(String) as string;

describe.each(sqliteAndOneServer())('RFC 7644 §3.3 to §3.6, resources one by one, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  it('RFC 7644 §3.3: 201 has a Location header and meta.location, where the resource is found', async () => {
    for (const [path, body] of [
      ['/Users', { userName: 'located' }],
      ['/Groups', { displayName: 'Located' }],
    ] as const) {
      const answer = await acme.scim.post(path, body);
      const created = resource(answer, 201);
      expect(created.meta.location).toBe(`${acme.scim.baseUrl}${path}/${created.id}`);
      for (const name of ['location', 'content-location']) {
        expect(answer.headers.get(name)).toBe(created.meta.location);
      }
      expect(await acme.scim.read(created.meta.location.slice(acme.scim.baseUrl.length))).toEqual(created);
    }
  });

  it('RFC 7644 §3.3: a duplicate is 409 with scimType uniqueness, in any letter case', async () => {
    for (const [path, name] of [
      ['/Users', 'userName'],
      ['/Groups', 'displayName'],
    ] as const) {
      await acme.scim.create(path, { [name]: 'Duplicate' });
      const { status, body } = await acme.scim.post(path, { [name]: 'dupliCATE' });
      expect([status, body]).toEqual([
        409,
        scimError(409, { scimType: 'uniqueness', detail: expect.stringContaining('dupliCATE') }),
      ]);
    }
  });

  it('RFC 7644 §3.3: read-only attributes in a POST are ignored', async () => {
    const forged = { id: NO_ID, meta: { resourceType: 'Car', version: 'W/"9"' }, groups: [{ value: NO_ID }] };
    const created = await acme.scim.create('/Users', { userName: 'forger', ...forged });
    expect(created.id).not.toBe(NO_ID);
    expect(created.meta).toMatchObject({ resourceType: 'User', version: 'W/"1"' });
    expect(created).not.toHaveProperty('groups');
  });

  it.each(['/Users', '/Groups'])(
    'RFC 7644 §3.4.1 and §3.6: after DELETE (204) of one of %s, every operation on it is 404, no query finds it, its name is free',
    async (path) => {
      const body = path === '/Users' ? { userName: 'leaver' } : { displayName: 'leaver' };
      const { id } = await acme.scim.create(path, body);
      const deleted = await acme.scim.delete(`${path}/${id}`);
      expect([deleted.status, deleted.body]).toEqual([204, {}]);
      const answers = [
        await acme.scim.get(`${path}/${id}`),
        await acme.scim.put(`${path}/${id}`, body),
        await acme.scim.patch(`${path}/${id}`, [{ op: 'replace', path: 'externalId', value: 'x' }]),
        await acme.scim.delete(`${path}/${id}`),
      ];
      for (const answer of answers) {
        expect([answer.status, answer.body]).toEqual([404, scimError(404, { detail: anyText })]);
      }
      expect(await acme.scim.search(path, `id eq "${id}"`)).toEqual([]);
      expect((await acme.scim.list(`${path}?count=1000`)).Resources.map((each) => each.id)).not.toContain(id);
      expect((await acme.scim.create(path, body)).id).not.toBe(id);
    },
  );

  it.each(['0101', "'; DROP TABLE users", 'é', 'x'.repeat(200), '%00'])(
    'RFC 7644 §3.4.1: the id %s is unknown, and not a server error',
    async (id) => {
      expect((await acme.scim.get(`/Users/${encodeURIComponent(id)}`)).status).toBe(404);
    },
  );

  it('RFC 7644 §3.5.1: PUT never creates', async () => {
    for (const [path, body] of [
      [`/Users/${NO_ID}`, { userName: 'never' }],
      [`/Groups/${NO_ID}`, { displayName: 'never' }],
    ] as const) {
      expect((await acme.scim.put(path, body)).status).toBe(404);
    }
    expect(await acme.scim.search('/Users', 'userName eq "never"')).toEqual([]);
  });

  it('RFC 7644 §3.5.1: PUT answers 200 with the whole resource, and ignores read-only attributes', async () => {
    const { id, meta } = await acme.scim.create('/Users', { userName: 'replaced' });
    const echo = { id: NO_ID, meta: { created: '2001-01-01T00:00:00Z' }, groups: [{ value: NO_ID }] };
    const after = resource(
      await acme.scim.put(`/Users/${id}`, { userName: 'replaced', title: 'T', ...echo }),
    );
    expect(after).toEqual(await acme.scim.read(`/Users/${id}`));
    expect(after).toMatchObject({ id, title: 'T', meta: { created: meta.created, version: 'W/"2"' } });
    expect(after).not.toHaveProperty('groups');
  });

  it('RFC 7644 §3.5.1: PUT clears omitted attributes, and keeps active and the password', async () => {
    const before = {
      userName: 'cleared',
      externalId: 'e',
      title: 'T',
      name: { givenName: 'G' },
      active: false,
    };
    const { id } = await acme.scim.create('/Users', { ...before, [ENTERPRISE]: { division: 'D' } });
    const after = resource(await acme.scim.put(`/Users/${id}`, { userName: 'cleared', [ENTERPRISE]: {} }));
    expect(after).toMatchObject({ userName: 'cleared', active: false });
    for (const gone of ['externalId', 'title', 'name', ENTERPRISE]) expect(after).not.toHaveProperty(gone);
  });

  it('RFC 7644 §3.5.1: the value of a member is immutable; another value is another member', async () => {
    const [first, second] = [
      await acme.scim.create('/Users', { userName: 'member1' }),
      await acme.scim.create('/Users', { userName: 'member2' }),
    ];
    const body = { displayName: 'Immutable', members: [{ value: first.id }] };
    const { id } = await acme.scim.create('/Groups', body);
    const change = [{ op: 'replace', path: `members[value eq "${first.id}"].value`, value: second.id }];
    const refused = await acme.scim.patch(`/Groups/${id}`, change);
    expect([refused.status, refused.body]).toMatchObject([400, { scimType: 'mutability' }]);
    const put = await acme.scim.put(`/Groups/${id}`, { ...body, members: [{ value: second.id }] });
    expect(put.body['members']).toMatchObject([{ value: second.id }]);
  });

  it('RFC 7644 §3.8: accepts application/scim+json and application/json, and answers application/scim+json', async () => {
    for (const type of [SCIM_TYPE, 'application/json', `${SCIM_TYPE}; charset=utf-8`]) {
      const answer = await acme.scim.post('/Users', { userName: `as ${type}` }, { 'content-type': type });
      expect(answer.status).toBe(201);
      expect(answer.headers.get('content-type')).toMatch(/^application\/scim\+json/);
    }
    const refused = await acme.scim.post('/Users', '<user/>', { 'content-type': 'text/xml' });
    expect([refused.status, refused.body]).toEqual([415, scimError(415, { detail: anyText })]);
    expect(refused.headers.get('content-type')).toMatch(/^application\/scim\+json/);
  });
});
