import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiKey } from '../../../src/auth/api-key.entity.js';
import { equal } from '../../../src/platform/database/sql/predicate.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { addAccount, addOperator, makeApiKey, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, ENTRA, EXPENSE, OKTA, ScimClient, scimError, send } from '../../support/scim-client.js';
import { items, SupportClient } from '../../rest/support/support-client.js';

type ExplainedEvent = Record<'code' | 'advice', string | null> & { reading: string };

describe.each(databaseLanes())('the explanation of a failure in the provisioning log on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    const account = await addAccount(app);
    acme = { ...account, scim: account.scim.as(OKTA) };
  });

  afterAll(() => app.close());

  const last = async (): Promise<ExplainedEvent> => {
    const answer = await send(`${app.url}/api/v1/provisioning/events?limit=1`, 'GET', {
      headers: { authorization: acme.scim.authorization },
    });
    const [{ code, reading, advice } = {}] = items(answer) as unknown as ExplainedEvent[];
    return { code: code ?? null, reading: reading ?? '', advice: advice ?? null };
  };

  it('says whether a taken user name belongs to an active or a deactivated user, and to which', async () => {
    const { id } = await acme.scim.create('/Users', { userName: 'taken' });
    const active = await acme.scim.post('/Users', { userName: 'TAKEN' });
    expect(active.body).toEqual(
      scimError(409, {
        scimType: 'uniqueness',
        detail: `A user with the userName "TAKEN" already exists in this account: it has the id "${id}" and is active.`,
      }),
    );
    expect(await last()).toMatchObject({ code: 'user-name-taken' });
    await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', value: { active: false } }]);
    const deactivated = await acme.scim.post('/Users', { userName: 'taken' });
    expect(deactivated.status).toBe(409);
    expect(deactivated.body['scimType']).toBe('uniqueness');
    expect(deactivated.body['detail']).toContain(`it has the id "${id}" and is deactivated.`);
    const event = await last();
    expect(event.code).toBe('user-name-taken-by-inactive');
    expect(event.reading).toBe('Could not create taken: the user name is taken by a deactivated user.');
    expect(event.advice).toMatch(
      /in Okta, on the tab Assignments, .* reactivates it instead of creating a new one/,
    );
  });

  it('says the same for a rename, over SCIM and over REST', async () => {
    const { id } = await acme.scim.create('/Users', { userName: 'first', active: false });
    const { id: other } = await acme.scim.create('/Users', { userName: 'second' });
    const renamed = await acme.scim.patch(`/Users/${other}`, [
      { op: 'replace', path: 'userName', value: 'First' },
    ]);
    expect(renamed.body['detail']).toContain(`"${id}" and is deactivated`);
    expect((await last()).reading).toMatch(
      /^Could not update First: the user name is taken by a deactivated user/,
    );
    const { status, body } = await send(`${app.url}/api/v1/users/${other}`, 'PATCH', {
      headers: { authorization: acme.scim.authorization, 'content-type': 'application/json' },
      body: { userName: 'FIRST' },
    });
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: 'user-name-taken-by-inactive', errors: [{ pointer: '/userName' }] });
    expect(body['detail']).toContain(id);
  });

  it('names the group that already has a name, for a new and a renamed group', async () => {
    const { id } = await acme.scim.create('/Groups', { displayName: 'Approvers' });
    const { id: other } = await acme.scim.create('/Groups', { displayName: 'Others' });
    const detail = expect.stringContaining(`it has the id "${id}"`) as string;
    const created = await acme.scim.post('/Groups', { displayName: 'approvers' });
    expect(created.body).toEqual(scimError(409, { scimType: 'uniqueness', detail }));
    const renamed = await acme.scim.patch(`/Groups/${other}`, [
      { op: 'replace', value: { displayName: 'APPROVERS' } },
    ]);
    expect(renamed.body).toEqual(scimError(409, { scimType: 'uniqueness', detail }));
    const event = await last();
    expect(event).toMatchObject({
      code: 'group-name-taken',
      reading: 'Could not update group APPROVERS: another group has this name.',
    });
    expect(event.advice).toContain('Link Group');
  });

  it("does not compare names with another account's", async () => {
    const other = await addAccount(app);
    await other.scim.create('/Users', { userName: 'elsewhere', active: false });
    expect((await acme.scim.post('/Users', { userName: 'elsewhere' })).status).toBe(201);
  });

  it.each<[code: string, fail: () => Promise<unknown>]>([
    ['not-found', () => acme.scim.get('/Users/4711')],
    ['unknown-path', () => acme.scim.get('/Devices')],
    ['method-not-allowed', () => acme.scim.delete('/Users')],
    ['invalid-json', () => acme.scim.post('/Users', '{')],
    ['invalid-value', () => acme.scim.post('/Users', {})],
    ['invalid-syntax', () => acme.scim.post('/Users', [])],
    ['invalid-filter', () => acme.scim.get('/Users?filter=mail')],
    ['unsupported-media-type', () => acme.scim.post('/Users', 'a=b', { 'content-type': 'text/plain' })],
    ['unknown-member', () => acme.scim.post('/Groups', { displayName: 'G', members: [{ value: '4711' }] })],
    [
      'group-as-member',
      async () => {
        const { id: value } = await acme.scim.create('/Groups', { displayName: 'Inner' });
        return acme.scim.post('/Groups', { displayName: 'Outer', members: [{ value }] });
      },
    ],
    ['unknown-role', () => acme.scim.post('/Users', { userName: 'x', [EXPENSE]: { role: 'king' } })],
    ['admin-role', () => acme.scim.post('/Users', { userName: 'x', [EXPENSE]: { role: 'admin' } })],
    ['own-user', () => acme.scim.delete(`/Users/${acme.admin.id}`)],
    ['invalid-path', () => acme.scim.patch('/Me', [{ op: 'replace', path: 'mail', value: 'x' }])],
    ['mutability', () => acme.scim.patch('/Me', [{ op: 'remove', path: 'userName' }])],
    ['no-target', () => acme.scim.patch('/Me', [{ op: 'remove' }])],
    ['stale', () => acme.scim.delete(`/Users/${acme.admin.id}`, { 'if-match': 'W/"99"' })],
    ['invalid-cursor', () => acme.scim.get('/Users?cursor=none')],
    ['forbidden', () => acme.scim.get('/Schemas?filter=id pr')],
    [
      'wrong-password',
      () =>
        send(`${app.url}/SCIM/v2/Users`, 'GET', {
          headers: { authorization: basic(acme.admin.userName, 'wrong') },
        }),
    ],
  ])('has the code %s, and says what to do', async (code, fail) => {
    await fail();
    const event = await last();
    expect(event.code).toBe(code);
    expect(event.reading).toMatch(/(?: was refused|^Could not .+): .*\.$/);
    expect(event.advice).not.toBeNull();
  });

  it("records an expired key in its owner's account, and an unknown key nowhere", async () => {
    const { authorization } = acme.scim;
    const key = await makeApiKey(app, authorization);
    await app
      .get(UnitOfWork)
      .write(acme.id, (tx) =>
        tx.update(ApiKey, { expiresAt: '2026-01-01T00:00:00.000Z' }, equal('userId', acme.admin.id)),
      );
    const withKey = (token: string) => new ScimClient(acme.scim.baseUrl, token).get('/Groups');
    expect((await withKey(key)).status).toBe(401);
    expect((await withKey(`dk_${'A'.repeat(43)}`)).status).toBe(401);
    const answer = await send(`${app.url}/api/v1/provisioning/events?operation=authenticate`, 'GET', {
      headers: { authorization },
    });
    expect(items(answer).filter(({ code }) => code === 'unknown-key')).toEqual([
      expect.objectContaining({
        actor: acme.admin.userName,
        outcome: 'failure',
        status: 401,
        detail: 'The API key is unknown, expired or revoked.',
      }),
    ]);
    expect(JSON.stringify(answer.body)).not.toContain(key);
  });

  const lastResource = async () => {
    const answer = await send(`${app.url}/api/v1/provisioning/events?limit=1`, 'GET', {
      headers: { authorization: acme.scim.authorization },
    });
    const [{ operation, resourceType, resourceId } = {}] = items(answer);
    return [operation, resourceType, resourceId];
  };

  it("names the client, and gives advice in that product's terms", async () => {
    const { scim } = await addAccount(app);
    const newest = async () => {
      const answer = await send(`${app.url}/api/v1/provisioning/events?limit=1`, 'GET', {
        headers: { authorization: scim.authorization },
      });
      return items(answer)[0];
    };
    for (const [userAgent, client, advice] of [
      [OKTA, 'Okta SCIM Client', 'in Okta, on the tab Assignments'],
      [ENTRA, 'Microsoft Azure AD SCIM provisioning', 'in Entra ID, under Users and groups'],
      ['curl/8.14.1', 'curl', 'in the identity provider, remove the person'],
    ] as const) {
      await scim.as(userAgent).post('/Users', { userName: `for ${client}` });
      expect(await newest()).toMatchObject({ outcome: 'success', client, advice: null });
      await scim.as(userAgent).post('/Users', { userName: `for ${client}` });
      expect(await newest()).toMatchObject({
        code: 'user-name-taken',
        client,
        advice: expect.stringContaining(advice) as string,
      });
      await scim.as(userAgent).post('/Bulk', {
        Operations: [{ method: 'DELETE', path: `/Users/${userAgent.slice(0, 4)}` }],
      });
      expect(await newest()).toMatchObject({ code: 'not-found', client });
    }
    await scim.as(`A name of ${'x'.repeat(500)}`).post('/Users', {});
    expect(String((await newest())?.['client'])).toMatch(/^A name of x+…$/);
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    [
      'a PATCH with a path',
      (id) =>
        acme.scim.patch(`/Users/${id}`, [
          { op: 'Replace', path: 'active', value: 'False' },
          { op: 'Replace', path: 'nothing', value: 'x' },
        ]),
    ],
    [
      'a PATCH without one',
      (id) =>
        acme.scim.patch(`/Users/${id}`, [
          { op: 'replace', value: { active: false, [EXPENSE]: { role: 'king' } } },
        ]),
    ],
    [
      'a PUT',
      (id) => acme.scim.put(`/Users/${id}`, { userName: 'x', active: false, [EXPENSE]: { role: 'king' } }),
    ],
    [
      'a bulk operation',
      (id) =>
        acme.scim.post('/Bulk', {
          Operations: [
            {
              method: 'PATCH',
              path: `/Users/${id}`,
              data: { Operations: [{ op: 'replace', value: { active: false, userName: '' } }] },
            },
          ],
        }),
    ],
  ])('records a refused deactivation as a deactivation, by %s', async (name, fail) => {
    const { id } = await acme.scim.create('/Users', { userName: `leaver by ${name}` });
    await fail(id);
    expect(await lastResource()).toEqual(['deactivate', 'User', id]);
    expect((await last()).reading).toMatch(/^Could not deactivate /);
  });

  it("names the credential's user as the resource of a failure at /Me", async () => {
    await acme.scim.patch('/Me', [{ op: 'replace', path: 'active', value: false }]);
    expect(await lastResource()).toEqual(['deactivate', 'User', acme.admin.id]);
  });

  it.each(['/Users/.search', '/users/.SEARCH', '/.Search'])('logs a search at %s as read', async (path) => {
    // Each with its own filter, since repeated failures are only counted.
    await acme.scim.post(path, { filter: path });
    const type = path === '/.Search' ? null : 'User';
    expect(await lastResource()).toEqual(['read', type, null]);
  });

  it('exists for each operation of a bulk request', async () => {
    await acme.scim.post('/Bulk', { Operations: [{ method: 'DELETE', path: '/Users/nobody' }] });
    expect(await last()).toMatchObject({
      code: 'not-found',
      reading: 'Could not delete a user: there is no such user in Declaree.',
    });
  });

  it('exists for a warning about a success', async () => {
    await acme.scim.create('/Users', { userName: 'astray', [EXPENSE]: { organization: 'Nowhere' } });
    const event = await last();
    expect(event.code).toBe('unknown-organization');
    expect(event.reading).toMatch(/^Created user astray, but its organization does not exist/);
    expect(event.advice).toContain('Force Sync');
  });

  const ignored = (names: string) => `Ignored unknown attributes: ${names}. Everything else was stored.`;

  it.each<[string, string, (id: string) => Promise<{ status: number }>]>([
    [
      'POST',
      '"shoeSize"',
      () => acme.scim.post('/Users', { userName: 'shoes', shoeSize: 44, hatSize: null }),
    ],
    ['PUT', '"name.nick"', (id) => acme.scim.put(`/Users/${id}`, { userName: 'mira', name: { nick: 'M' } })],
    [
      'PATCH without a path',
      '"emails[kind eq \\"x\\"].value", "shoeSize"',
      (id) =>
        acme.scim.patch(`/Users/${id}`, [
          { op: 'add', value: { title: 'CFO', 'emails[kind eq "x"].value': 'a', shoeSize: 44 } },
        ]),
    ],
    [
      'PATCH with many names',
      '"a0", "a1", "a2", "a3", "a4" and 2 more',
      (id) => {
        const value = Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`a${at}`, 1]));
        return acme.scim.patch(`/Users/${id}`, [{ op: 'add', value }]);
      },
    ],
    ['POST of a group', '"owner"', () => acme.scim.post('/Groups', { displayName: 'Owned', owner: 'x' })],
  ])('exists for unknown attributes in a %s', async (_, names, write) => {
    const { id } = await acme.scim.create('/Users', { userName: 'mira' });
    expect((await write(id)).status).toBeLessThan(300);
    const event = await last();
    expect(event.code).toBe('ignored-attributes');
    expect(event.reading).toMatch(
      /, but some of its attributes do not exist in Declaree and were ignored\.$/,
    );
    expect(event.advice).toContain('Attribute Mappings');
    const events = await send(`${app.url}/api/v1/provisioning/events?limit=1`, 'GET', {
      headers: { authorization: acme.scim.authorization },
    });
    expect(items(events)[0]).toMatchObject({ outcome: 'success', detail: ignored(names) });
    await acme.scim.delete(`/Users/${id}`);
  });

  it('gives no advice for a success, and is the same for support', async () => {
    await acme.scim.create('/Users', { userName: 'fine' });
    const event = { code: null, reading: 'Created user fine.', advice: null };
    expect(await last()).toEqual(event);
    const seen = await new SupportClient(app, await addOperator(app)).get(`/${acme.id}/events?limit=1`);
    expect(items(seen)[0]).toMatchObject(event);
  });
});
