import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAccount, addUser, makeApiKey, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import {
  basic,
  EXPENSE,
  resource,
  ScimClient,
  scimError,
  send,
  type Answer,
  type Resource,
} from '../../support/scim-client.js';

describe.each(sqliteAndOneServer())('/Me on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let admin: Resource;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  beforeEach(async () => {
    acme = await addAccount(app);
    admin = await acme.scim.read(`/Users/${acme.admin.id}`);
  });

  afterAll(() => app.close());

  it("is the credential's own user, with its location", async () => {
    const answer = await acme.scim.get('/Me');
    expect(resource(answer)).toEqual(admin);
    expect(answer.headers.get('etag')).toBe(admin.meta.version);
    expect(answer.headers.get('content-location')).toBe(admin.meta.location);

    const id = await addUser(app, acme, {
      userName: 'second@acme.example',
      role: 'admin',
      password: 'secret',
    });
    const second = new ScimClient(acme.scim.baseUrl, basic(`${acme.slug}/second@acme.example`, 'secret'));
    expect(await second.read('/Me')).toMatchObject({ id, userName: 'second@acme.example' });
  });

  it('has the location of the user in every answer, refusals included (RFC 7644 §3.11)', async () => {
    const nickName = [{ op: 'add', path: 'nickName', value: 'Okta' }];
    const answers = [
      await acme.scim.get('/Me'),
      await acme.scim.get('/me/', { 'if-none-match': '*' }),
      await acme.scim.get('/Me?attributes=userName'),
      await acme.scim.put('/Me', { userName: admin['userName'] }),
      await acme.scim.patch('/Me', nickName),
      await acme.scim.patch('/Me', [{ op: 'add', path: 'nothing', value: 1 }]),
      await acme.scim.patch('/Me', nickName, { 'if-match': 'W/"0"' }),
      await acme.scim.delete('/Me'),
      await acme.scim.post('/Me', {}),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 304, 200, 200, 200, 400, 412, 403, 405]);
    for (const { headers } of answers) expect(headers.get('location')).toBe(admin.meta.location);
    const nobody = new ScimClient(acme.scim.baseUrl, 'Bearer none');
    expect((await nobody.get('/Me')).headers.has('location')).toBe(false);
  });

  it('is the owner of an API key', async () => {
    const key = await makeApiKey(app, acme.scim.authorization);
    for (const authorization of [`Bearer ${key}`, key]) {
      expect(await new ScimClient(acme.scim.baseUrl, authorization).read('/Me')).toEqual(admin);
    }
  });

  it('accepts attributes, excludedAttributes and If-None-Match like any user', async () => {
    expect(Object.keys(await acme.scim.read('/Me?attributes=userName')).toSorted()).toEqual([
      'id',
      'schemas',
      'userName',
    ]);
    expect(await acme.scim.read('/Me?excludedAttributes=meta,userName')).not.toHaveProperty('userName');
    expect((await acme.scim.get('/Me', { 'if-none-match': admin.meta.version })).status).toBe(304);
  });

  it('can be changed by PUT and by PATCH if If-Match matches', async () => {
    const ifMatch = { 'if-match': admin.meta.version };
    const put = await acme.scim.put('/Me', { userName: admin['userName'], title: 'Provisioning' }, ifMatch);
    expect(resource(put)).toMatchObject({
      id: admin.id,
      title: 'Provisioning',
      active: true,
      [EXPENSE]: { role: 'admin' },
    });
    const operations = [{ op: 'Replace', path: 'nickName', value: 'Okta' }];
    expect((await acme.scim.patch('/Me', operations, ifMatch)).status).toBe(412);
    const patched = resource(await acme.scim.patch('/Me', operations));
    expect(patched).toMatchObject({ title: 'Provisioning', nickName: 'Okta' });
    expect(await acme.scim.read(`/Users/${admin.id}`)).toEqual(patched);
  });

  const FORBIDDEN: [string, (scim: ScimClient) => Promise<Answer>][] = [
    ['DELETE', (scim) => scim.delete('/Me')],
    ['a PATCH of active', (scim) => scim.patch('/Me', [{ op: 'replace', value: { active: false } }])],
    ['a PUT of active', (scim) => scim.put('/Me', { ...admin, active: 'False' })],
    [
      'another role',
      (scim) => scim.patch('/Me', [{ op: 'replace', value: { [EXPENSE]: { role: 'employee' } } }]),
    ],
  ];

  it.each(FORBIDDEN)('is not changed by %s', async (_, attempt) => {
    const answer = await attempt(acme.scim);
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject(
      scimError(403, { detail: expect.stringMatching(/own user|role admin/) }),
    );
    expect(await acme.scim.read('/Me')).toEqual(admin);
  });

  it('refuses other methods, and lists the supported ones', async () => {
    const other = (method: string) =>
      send(`${acme.scim.baseUrl}/Me`, method, { headers: { authorization: acme.scim.authorization } });
    for (const answer of [
      await acme.scim.post('/Me', { userName: 'new@acme.example' }),
      await other('OPTIONS'),
    ]) {
      expect(answer.status).toBe(405);
      const allow = answer.headers.get('allow')?.split(', ') ?? [];
      expect(allow).toEqual(expect.arrayContaining(['GET', 'PUT', 'PATCH', 'DELETE']));
      expect(allow).not.toContain('POST');
      expect(answer.body).toMatchObject(scimError(405));
    }
    expect(await acme.scim.search('/Users', 'userName eq "new@acme.example"')).toEqual([]);
  });
});
