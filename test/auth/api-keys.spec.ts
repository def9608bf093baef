import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiKey } from '../../src/auth/api-key.entity.js';
import { idIs } from '../../src/platform/database/sql/predicate.js';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { bootApp, type TestApp } from '../support/app.js';
import { restoreClock, setClock } from '../support/clock.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { basic } from '../support/scim-client.js';
import { addAccount, addOperator, addUser, change, SCIM, send, type Person } from './people.js';

interface MadeKey {
  id: string;
  key: string;
}

describe.each(sqliteAndOneServer())('API keys on $name', (lane) => {
  let app: TestApp;
  let acme: Person;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app, 'acme');
  });

  afterAll(() => app.close());

  const login = ({ userName, password }: Person) => ({ authorization: basic(userName, password) });
  const withKey = (key: string, line: Parameters<typeof send>[1] = SCIM) =>
    send(app, line, { authorization: `Bearer ${key}` });

  async function makeKey(owner: Person, body: object = { name: 'Okta' }): Promise<MadeKey> {
    const answer = await send(app, 'POST /api/v1/api-keys', { ...login(owner), body });
    expect(answer.status).toBe(201);
    return answer.body as unknown as MadeKey;
  }

  it('are shown once, listed without the key, and stored as a hash', async () => {
    const owner = await addUser(app, acme, { userName: 'owner', password: 'secret' });
    const expiresAt = '2098-01-01T00:00:00.000Z';
    const first = await makeKey(owner, { name: ' Okta ', expiresAt: '2098-01-01T02:00:00+02:00' });
    const second = await makeKey(owner, { name: 'Entra' });
    expect(first.key).toMatch(/^dk_[\w-]{43}$/);
    const { status, headers, body } = await send(app, 'GET /api/v1/api-keys', login(owner));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('application/json');
    const createdAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string;
    expect(body).toEqual({
      items: [
        { id: second.id, name: 'Entra', createdAt, expiresAt: null, lastUsedAt: null },
        { id: first.id, name: 'Okta', createdAt, expiresAt, lastUsedAt: null },
      ],
      total: 2,
      page: 1,
      limit: 25,
    });
    const stored = await app.get(UnitOfWork).read(acme.accountId, (tx) =>
      tx.find(ApiKey, {
        columns: ['accountId', 'id', 'userId', 'name', 'hash', 'createdAt', 'expiresAt'],
        where: idIs(first.id),
      }),
    );
    expect(stored?.name).toBe('Okta');
    expect(JSON.stringify(stored)).not.toContain(first.key.slice(3));
  });

  it('cannot be created by a key, which would outlive its own revocation', async () => {
    const { key } = await makeKey(acme);
    const line = 'POST /api/v1/api-keys';
    const answer = await send(app, line, { authorization: `Bearer ${key}`, body: { name: 'Another' } });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ code: 'key-credential' });
    const body = { username: acme.userName, password: acme.password };
    const session = await send(app, 'POST /api/v1/auth/login', { body });
    const authorization = `Bearer ${String(session.body['accessToken'])}`;
    expect((await send(app, line, { authorization, body: { name: 'By a session' } })).status).toBe(201);
  });

  it('are limited to twenty per user', async () => {
    const owner = await addUser(app, acme, { userName: 'collector', password: 'secret' });
    const { id } = await makeKey(owner);
    for (let number = 1; number < 19; number++) await makeKey(owner);
    const last = () => send(app, 'POST /api/v1/api-keys', { ...login(owner), body: { name: 'Last' } });
    const statuses = (await Promise.all([last(), last()])).map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect((await last()).body).toMatchObject({ code: 'too-many-keys' });
    await send(app, `DELETE /api/v1/api-keys/${id}`, login(owner));
    await makeKey(owner);
  });

  it('open SCIM and REST, as a bearer token or bare, in one statement', async () => {
    const { key } = await makeKey(acme);
    app.statements.clear();
    expect((await withKey(key)).status).toBe(200);
    expect((await send(app, SCIM, { authorization: key })).status).toBe(200);
    expect((await send(app, SCIM, { authorization: `bearer  ${key}` })).status).toBe(200);
    expect((await withKey(key, 'GET /api/v1/auth/me')).body).toMatchObject({ id: acme.userId });
    expect(app.statements.statements).toHaveLength(4);
  });

  it.each([
    ['Bearer Bearer', (key: string) => `Bearer Bearer ${key}`, '"Bearer" twice'],
    ['bearer BEARER', (key: string) => `bearer  BEARER ${key}`, '"Bearer" twice'],
    ['two headers in one', (key: string) => `Bearer ${key}, Bearer ${key}`, '"Bearer" twice'],
    ['Bearer Basic', (key: string) => `Bearer Basic ${key}`, 'both "Bearer" and "Basic"'],
    [
      'the whole line',
      (key: string) => `Bearer Authorization: Bearer ${key}`,
      'both "Bearer" and "Authorization"',
    ],
  ])('say what was sent twice: %s', async (_, header, said) => {
    const { key } = await makeKey(acme);
    const refused = await send(app, SCIM, { authorization: header(key) });
    expect(refused.status).toBe(401);
    expect(refused.body['detail']).toContain(`contains ${said}`);
    expect(refused.body['detail']).toContain('Enter the API key alone');
    expect(refused.headers.get('www-authenticate')).toBe(
      'Basic realm="Declaree", Bearer realm="Declaree", error="invalid_token"',
    );
    const { body } = await send(app, 'GET /api/v1/provisioning/events?outcome=failure&limit=1', login(acme));
    expect(body['items']).toMatchObject([{ status: 401, code: 'repeated-credential', actor: acme.userName }]);
    expect(JSON.stringify(body)).not.toContain(key);
  });

  it('show when they were last used, to the minute and without a statement in the request', async () => {
    const owner = await addUser(app, acme, { userName: 'user-of-keys', password: 'secret', role: 'admin' });
    const { id, key } = await makeKey(owner);
    const lastUsedAt = async () => {
      const { body } = await send(app, 'GET /api/v1/api-keys', login(owner));
      const keys = body['items'] as { id: string; lastUsedAt: string | null }[];
      return keys.find((one) => one.id === id)?.lastUsedAt;
    };
    expect(await lastUsedAt()).toBeNull();
    setClock(Date.now());
    try {
      const first = new Date().toISOString();
      app.statements.clear();
      expect((await withKey(key)).status).toBe(200);
      expect(app.statements.statements).toHaveLength(1);
      expect(await lastUsedAt()).toBe(first);
      expect(app.statements.statements.filter((sql) => sql.startsWith('UPDATE'))).toEqual([]);
      await app.get(LateWrites).flush();
      expect(await lastUsedAt()).toBe(first);
      setClock(Date.now() + 30_000);
      await withKey(key);
      expect(await lastUsedAt()).toBe(first);
      setClock(Date.now() + 31_000);
      await withKey(key);
      expect(await lastUsedAt()).toBe(new Date().toISOString());
    } finally {
      restoreClock();
    }
  });

  it('are never taken from a URL', async () => {
    const { key } = await makeKey(acme);
    for (const name of ['token', 'access_token', 'key', 'api_key']) {
      const path = `GET /SCIM/v2/ServiceProviderConfig?${name}=${key}` as const;
      expect((await send(app, path)).status).toBe(401);
    }
  });

  it('are refused when unknown, revoked or expired', async () => {
    const refusal = 'The API key is unknown, expired or revoked.';
    const revoked = await makeKey(acme);
    expect((await send(app, `DELETE /api/v1/api-keys/${revoked.id}`, login(acme))).status).toBe(204);
    const expired = await makeKey(acme, {
      name: 'short',
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    });
    expect((await withKey(expired.key)).status).toBe(200);
    await app
      .get(UnitOfWork)
      .write(acme.accountId, (tx) =>
        tx.update(ApiKey, { expiresAt: new Date(Date.now() - 1).toISOString() }, idIs(expired.id)),
      );
    for (const key of [revoked.key, expired.key, `dk_${'A'.repeat(43)}`, 'whatever']) {
      for (const line of [SCIM, 'GET /api/v1/auth/me'] as const) {
        const { status, headers, body } = await withKey(key, line);
        expect(status).toBe(401);
        expect(body['detail']).toBe(refusal);
        expect(headers.get('www-authenticate')).toMatch(/Bearer realm="Declaree", error="invalid_token"$/);
      }
    }
  });

  it('have the current permissions of their owner', async () => {
    const owner = await addUser(app, acme, { userName: 'leaver', password: 'secret' });
    const { key } = await makeKey(owner);
    await change(app, owner, { role: 'employee' });
    expect((await withKey(key)).status).toBe(403);
    expect((await withKey(key, 'GET /api/v1/api-keys')).status).toBe(403);
    await change(app, owner, { role: 'admin', active: false });
    expect((await withKey(key)).status).toBe(403);
    expect((await withKey(key, 'GET /api/v1/api-keys')).status).toBe(401);
    await change(app, owner, { active: true });
    expect((await withKey(key)).status).toBe(200);
  });

  it('are only visible to their owner', async () => {
    const globex = await addAccount(app, 'globex');
    const colleague = await addUser(app, acme, { userName: 'colleague', password: 'secret' });
    const { id, key } = await makeKey(acme);
    for (const other of [globex, colleague]) {
      expect((await send(app, 'GET /api/v1/api-keys', login(other))).body).toMatchObject({ items: [] });
      expect((await send(app, `DELETE /api/v1/api-keys/${id}`, login(other))).status).toBe(404);
    }
    expect((await withKey(key)).status).toBe(200);
  });

  it('are for admins only', async () => {
    const employee = await addUser(app, acme, { userName: 'employee', password: 'secret', role: 'employee' });
    await addOperator(app, 'support@declaree.example', 'secret');
    const support = { ...employee, userName: 'support@declaree.example' };
    for (const somebody of [employee, support]) {
      const body = { name: 'Okta' };
      expect((await send(app, 'POST /api/v1/api-keys', { ...login(somebody), body })).status).toBe(403);
      expect((await send(app, 'GET /api/v1/api-keys', login(somebody))).status).toBe(403);
    }
    expect((await send(app, 'GET /api/v1/api-keys')).status).toBe(401);
  });

  it.each([
    ['no name', {}],
    ['a blank name', { name: '  ' }],
    ['a name that is too long', { name: 'n'.repeat(256) }],
    ['an expiry in the past', { name: 'Okta', expiresAt: '2020-01-01T00:00:00Z' }],
    ['an expiry after the end of time', { name: 'Okta', expiresAt: '9999-12-31T23:59:59-12:00' }],
    ['an expiry without an offset', { name: 'Okta', expiresAt: '2098-01-01T00:00:00' }],
    ['an expiry that is no instant', { name: 'Okta', expiresAt: 'tomorrow' }],
    ['an unknown field', { name: 'Okta', scope: 'all' }],
  ])('are not made with %s', async (_, body) => {
    const answer = await send(app, 'POST /api/v1/api-keys', { ...login(acme), body });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});
