import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JWT_BEARER } from '../../../src/oauth/client-credentials.js';
import { askToken } from '../../oauth/oauth.js';
import { Program, type ServerProcess } from '../../support/processes.js';
import { serverLanes, type TestDatabase } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { basic } from '../../support/scim-client.js';
import { patchOf, scimCall, type ScimAnswer, type ScimCall } from '../../support/two-accounts.js';

const ADMIN = 'okta@acme.example';
const PASSWORD = 'the demo password';
const OPERATOR = basic('support@declaree.example', PASSWORD);

interface AccountBody {
  id: string;
  slug: string;
  modules: { scim: boolean };
}

/** SQLite is for one server: replicas share a MySQL or MariaDB database. */
describe.each(serverLanes())('two servers on one database of $name', (lane) => {
  let program: Program;
  let database: TestDatabase;
  let environment: { DATABASE_URL: string };
  let one: ServerProcess;
  let other: ServerProcess;
  let accountId: string;

  beforeAll(async () => {
    program = await Program.build();
    database = await createMigrated(lane);
    environment = { DATABASE_URL: database.url };
    const start = () => program.start({ ...environment, DEMO: 'on', DEMO_PASSWORD: PASSWORD });
    one = await start();
    other = await start();
    const { items } = await rest<{ items: AccountBody[] }>(one, 'GET', '/support/accounts?search=acme');
    accountId = items.find(({ slug }) => slug === 'acme')?.id ?? '';
    await program.run('cli.js', ['scim', 'enable', 'acme'], environment);
  });

  afterAll(async () => {
    await program?.remove();
    await database?.drop();
  });

  const rest = async <Body>(
    { url }: ServerProcess,
    method: 'GET' | 'PUT',
    path: string,
    body?: unknown,
  ): Promise<Body> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: OPERATOR,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as Body;
  };

  const on = ({ url }: ServerProcess, authorization = basic(ADMIN, PASSWORD)): ScimCall =>
    scimCall(url, authorization);

  const statusAt = async (server: ServerProcess, authorization?: string) =>
    (await on(server, authorization)('GET /Users?count=1')).status;

  /** Someone of the account who is let in by both servers, and whom both remember. */
  const addAdmin = async (userName: string) => {
    const { body } = await on(one)('POST /Users', { body: { userName, password: 'first password' } });
    await setRole(body.id, 'admin');
    const authorization = basic(userName, 'first password');
    expect([await statusAt(one, authorization), await statusAt(other, authorization)]).toEqual([200, 200]);
    return { id: body.id, authorization };
  };

  /** SCIM can neither assign nor remove the role admin. */
  const setRole = async (id: string, role: string) => {
    const connection = await createConnection(environment.DATABASE_URL);
    await connection.execute('UPDATE `users` SET `role` = ? WHERE `id` = ?', [role, id]);
    await connection.end();
  };

  it('switch SCIM for both: a switch on one takes effect on the other with the next request', async () => {
    const before = (await on(other)('GET /Users')).body;
    const switchTo = (enabled: boolean) =>
      rest<AccountBody>(one, 'PUT', `/support/accounts/${accountId}/modules/scim`, {
        enabled,
        reason: 'ticket 4711',
      });
    for (let round = 0; round < 5; round++) {
      expect((await switchTo(false)).modules.scim).toBe(false);
      const off = await on(other)('GET /Users');
      expect(off.status).toBe(403);
      expect(off.body.detail).toContain('SCIM module is not enabled for this account');
      expect((await switchTo(true)).modules.scim).toBe(true);
      expect(await statusAt(other)).toBe(200);
    }
    const { totalResults, Resources } = (await on(other)('GET /Users')).body;
    const ids = (resources: { id: string }[]) => resources.map(({ id }) => id);
    expect({ totalResults, ids: ids(Resources) }).toEqual({
      totalResults: before.totalResults,
      ids: ids(before.Resources),
    });
  });

  it('obey the command line as well', async () => {
    expect((await program.run('cli.js', ['scim', 'disable', 'acme'], environment)).code).toBe(0);
    expect([await statusAt(one), await statusAt(other)]).toEqual([403, 403]);
    expect((await program.run('cli.js', ['scim', 'enable', 'acme'], environment)).code).toBe(0);
    expect([await statusAt(one), await statusAt(other)]).toEqual([200, 200]);
  });

  it('accept an assertion once between them, and refuse a token that the other revoked', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const made = await fetch(`${one.url}/api/v1/oauth-clients`, {
      method: 'POST',
      headers: { authorization: basic(ADMIN, PASSWORD), 'content-type': 'application/json' },
      body: JSON.stringify({
        name: 'Replicas',
        kind: 'assertion',
        audience: 'declaree',
        jwks: { keys: [await exportJWK(publicKey)] },
      }),
    });
    const { id, clientId } = (await made.json()) as { id: string; clientId: string };
    const assertion = () =>
      new SignJWT({ iss: clientId, sub: clientId, aud: 'declaree', jti: randomUUID() })
        .setProtectedHeader({ alg: 'ES256' })
        .setExpirationTime('5m')
        .sign(privateKey);
    const ask = ({ url }: ServerProcess, client_assertion: string) =>
      askToken(
        { url },
        {
          grant_type: 'client_credentials',
          client_id: clientId,
          client_assertion_type: JWT_BEARER,
          client_assertion,
        },
      );
    for (let round = 0; round < 5; round++) {
      const once = await assertion();
      const answers = await Promise.all([one, other, one, other].map((server) => ask(server, once)));
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401, 401, 401]);
    }
    const { body } = await ask(one, await assertion());
    const bearer = `Bearer ${String(body['access_token'])}`;
    expect([await statusAt(one, bearer), await statusAt(other, bearer)]).toEqual([200, 200]);
    const revoked = await fetch(`${one.url}/api/v1/oauth-clients/${id}`, {
      method: 'DELETE',
      headers: { authorization: basic(ADMIN, PASSWORD) },
    });
    expect(revoked.status).toBe(204);
    expect([await statusAt(one, bearer), await statusAt(other, bearer)]).toEqual([401, 401]);
  });

  it('forget a password that was changed on the other', async () => {
    const { id, authorization } = await addAdmin('changed@acme.example');
    const change = patchOf({ op: 'replace', path: 'password', value: 'second password' });
    expect((await on(one)(`PATCH /Users/${id}`, { body: change })).status).toBe(200);
    expect(await statusAt(other, authorization)).toBe(401);
    expect(await statusAt(other, basic('changed@acme.example', 'second password'))).toBe(200);
  });

  it('forget a password that the command line changed', async () => {
    const { authorization } = await addAdmin('reset@acme.example');
    const reset = ['user', 'reset-password', 'acme', 'reset@acme.example'];
    expect((await program.run('cli.js', reset, environment)).code).toBe(0);
    expect([await statusAt(one, authorization), await statusAt(other, authorization)]).toEqual([401, 401]);
  });

  it('refuse a user who was deactivated on the other, and let it in again with it', async () => {
    const { id, authorization } = await addAdmin('left@acme.example');
    const set = (active: boolean) =>
      on(one)(`PATCH /Users/${id}`, { body: patchOf({ op: 'replace', value: { active } }) });
    expect((await set(false)).status).toBe(200);
    expect(await statusAt(other, authorization)).toBe(403);
    expect((await set(true)).status).toBe(200);
    expect(await statusAt(other, authorization)).toBe(200);
  });

  it('refuse a user whose role was removed', async () => {
    const { id, authorization } = await addAdmin('demoted@acme.example');
    await setRole(id, 'approver');
    expect([await statusAt(one, authorization), await statusAt(other, authorization)]).toEqual([403, 403]);
  });

  it('refuse a user who was deleted on the other', async () => {
    const { id, authorization } = await addAdmin('gone@acme.example');
    expect((await on(one)(`DELETE /Users/${id}`)).status).toBe(204);
    expect(await statusAt(other, authorization)).toBe(401);
  });

  it('create one user of a name, and keep every member of a group, from both replicas at once', async () => {
    const atOnce = (count: number, send: (call: ScimCall, number: number) => Promise<ScimAnswer>) =>
      Promise.all(Array.from({ length: count }, (_, number) => send(on(number % 2 ? one : other), number)));
    const same = await atOnce(20, (call) => call('POST /Users', { body: { userName: 'same@acme.example' } }));
    expect(same.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(same.filter(({ status }) => status === 409)).toHaveLength(19);

    const group = (await on(one)('POST /Groups', { body: { displayName: 'Both sides' } })).body.id;
    const users = await atOnce(40, (call, number) =>
      call('POST /Users', { body: { userName: `both${number}@acme.example` } }),
    );
    const ids = users.map(({ body }) => body.id);
    const added = await atOnce(40, (call, number) => {
      const body = patchOf({ op: 'add', path: 'members', value: [{ value: ids[number] }] });
      return call(`PATCH /Groups/${group}`, { body });
    });
    expect(added.filter(({ status }) => status !== 204)).toEqual([]);
    const { body } = await on(other)(`GET /Groups/${group}`);
    expect(body.members?.map(({ value }) => value).toSorted()).toEqual(ids.toSorted());
  });
});
