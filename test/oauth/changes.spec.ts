import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { JWT_BEARER } from '../../src/oauth/client-credentials.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { OPENSSL } from '../support/certificate.js';
import { databaseLanes } from '../support/lanes.js';
import { items, problem, RestClient, restOf } from '../rest/rest-client.js';
import { KeyServer } from './key-server.js';
import { accessToken, addClient, askToken, scimWith, type TestClient } from './oauth.js';

type Key = Awaited<ReturnType<typeof newKey>>;

async function newKey(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { jwk: { ...(await exportJWK(publicKey)), kid }, privateKey, kid };
}

const RULES = {
  kind: 'assertion',
  issuer: 'https://issuer.example',
  subject: 'service',
  audience: 'declaree',
};

describe.runIf(OPENSSL).each(databaseLanes())('a change of a connection on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;
  let old: Key;
  let next: Key;

  beforeAll(async () => {
    app = await bootApp(lane, { OAUTH_PRIVATE_KEY_SETS: 'on' });
    [old, next] = [await newKey('k1'), await newKey('k2')];
  });

  beforeEach(async () => {
    acme = await addAccount(app);
    rest = restOf(app, acme);
  });

  afterAll(() => app.close());

  const set = (...keys: Key[]) => ({ keys: keys.map(({ jwk }) => jwk) });

  /** The answer to an assertion that is fresh each time. */
  const askWith = async ({ clientId }: TestClient, { privateKey, kid }: Key, claims: object = {}) => {
    const { issuer, subject, audience } = RULES;
    const assertion = await new SignJWT({
      iss: issuer,
      sub: subject,
      aud: audience,
      jti: randomUUID(),
      ...claims,
    })
      .setProtectedHeader({ alg: 'ES256', kid })
      .setExpirationTime('5m')
      .sign(privateKey);
    return askToken(app, {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_assertion_type: JWT_BEARER,
      client_assertion: assertion,
    });
  };
  const statusWith = async (client: TestClient, key: Key, claims?: object) =>
    (await askWith(client, key, claims)).status;

  const newest = async () => items(await rest.get('/audit?action=connection.changed&limit=1'))[0];

  it('rotates its keys without a gap, and keeps the tokens of the old one', async () => {
    const client = await addClient(app, acme, { ...RULES, jwks: set(old) });
    const token = String((await askWith(client, old)).body['access_token']);
    const path = `/oauth-clients/${client.id}`;
    expect((await rest.patch(path, { jwks: set(old, next) })).body).toMatchObject({
      clientId: client.clientId,
      jwks: set(old, next),
      version: 2,
    });
    expect([await statusWith(client, old), await statusWith(client, next)]).toEqual([200, 200]);
    expect((await rest.patch(path, { jwks: set(next) })).status).toBe(200);
    expect([await statusWith(client, old), await statusWith(client, next)]).toEqual([401, 200]);
    expect((await scimWith(app, token).get('/Users?count=1')).status).toBe(200);
    expect(await newest()).toMatchObject({
      actor: acme.admin.userName,
      via: 'rest',
      subject: { type: 'connection', id: client.id },
      changes: [{ path: 'jwks', old: null, new: null }],
    });
  });

  it('of the claims refuses assertions with the old ones', async () => {
    const client = await addClient(app, acme, { ...RULES, jwks: set(old) });
    const change = { issuer: 'https://new.example', subject: null, audience: 'other' };
    expect((await rest.patch(`/oauth-clients/${client.id}`, change)).body).toMatchObject(change);
    expect(await statusWith(client, old)).toBe(401);
    const claims = { iss: 'https://new.example', sub: client.clientId, aud: 'other' };
    expect(await statusWith(client, old, claims)).toBe(200);
    expect((await newest())?.['changes']).toEqual([
      { path: 'issuer', old: 'https://issuer.example', new: 'https://new.example' },
      { path: 'audience', old: 'declaree', new: 'other' },
      { path: 'subject', old: 'service', new: null },
    ]);
  });

  it('of the URL of keys, even to the same one, makes it fetched again', async () => {
    const keys = await KeyServer.start();
    try {
      const serve = (...served: Key[]) => {
        keys.answer = (reply) => void reply.end(JSON.stringify(set(...served)));
      };
      serve(old);
      const client = await addClient(app, acme, { ...RULES, jwksUrl: keys.url });
      expect(await statusWith(client, old)).toBe(200);
      serve(next);
      expect([await statusWith(client, old), await statusWith(client, next)]).toEqual([200, 401]);
      expect(keys.requests).toBe(1);
      const path = `/oauth-clients/${client.id}`;
      expect((await rest.patch(path, { jwksUrl: keys.url })).body).toMatchObject({ version: 2 });
      expect([await statusWith(client, old), await statusWith(client, next)]).toEqual([401, 200]);
      expect(keys.requests).toBe(2);
      expect(await newest()).toBeUndefined();
      // A set takes the place of the URL, and the other way round.
      expect((await rest.patch(path, { jwks: set(old) })).body).toMatchObject({ jwksUrl: null });
      expect([await statusWith(client, old), await statusWith(client, next)]).toEqual([200, 401]);
      expect((await rest.patch(path, { jwksUrl: keys.url })).body).toMatchObject({ jwks: null });
      expect([await statusWith(client, old), await statusWith(client, next)]).toEqual([401, 200]);
    } finally {
      await keys.stop();
    }
  });

  it('gives it another name and organization, and leaves the rest as it is', async () => {
    const client = await addClient(app, acme, { name: 'Entra ID' });
    const { be } = acme.organizations;
    const path = `/oauth-clients/${client.id}`;
    const before = await rest.read(path);
    const answer = await rest.patch(path, { name: ' Entra ', organizationId: be.id });
    expect(answer.body).toEqual({
      ...before,
      name: 'Entra',
      organizationId: be.id,
      organizationName: be.name,
      version: 2,
    });
    const scim = scimWith(app, await accessToken(app, client));
    const { id } = await scim.create('/Users', { userName: 'new@acme.example' });
    expect(await rest.read(`/users/${id}`)).toMatchObject({ organizationId: be.id });
    expect((await newest())?.['changes']).toEqual([
      { path: 'name', old: 'Entra ID', new: 'Entra' },
      { path: 'organizationId', old: before['organizationId'], new: be.id },
    ]);
    const again = await rest.patch(path, { name: 'Entra', subject: null, jwks: null });
    expect(again.body).toMatchObject({ version: 2 });
  });

  it.each([
    ['a claim of a client with a secret', 'secret', { issuer: 'x' }],
    ['a key set of a client with a secret', 'secret', { jwks: { keys: [] } }],
    ['no keys any more', 'assertion', { jwks: null, jwksUrl: null }],
    ['a URL and a set', 'assertion', { jwks: {}, jwksUrl: 'https://x.example/' }],
    ['a URL without TLS', 'assertion', { jwksUrl: 'http://x.example/' }],
    ['a URL that is too long once encoded', 'assertion', { jwksUrl: `https://x.example/${'é'.repeat(900)}` }],
    ['an empty set', 'assertion', { jwks: { keys: [] } }],
    ['a private key', 'assertion', { jwks: { keys: [{ kty: 'oct', k: 'aw' }] } }],
    ['no name', 'secret', { name: null }],
    ['another kind', 'secret', { kind: 'assertion' }],
    ['another client id', 'secret', { clientId: 'dc_x' }],
  ])('is refused with %s', async (_, kind, change) => {
    const client = await addClient(app, acme, kind === 'secret' ? {} : { ...RULES, jwks: set(old) });
    const path = `/oauth-clients/${client.id}`;
    const before = await rest.read(path);
    const pointer = `/${Object.keys(change).at(-1)}`;
    expect(await rest.patch(path, change)).toMatchObject(problem(400, 'invalid-input', pointer));
    expect(await rest.read(path)).toEqual(before);
  });

  it('takes a key set of as many bytes as the database holds, and not one more', async () => {
    const client = await addClient(app, acme, { ...RULES, jwks: set(old) });
    const large = (padding: string) => ({ ...set(old), padding });
    const room = 65_535 - Buffer.byteLength(JSON.stringify(large('')));
    const path = `/oauth-clients/${client.id}`;
    const padding = 'é'.repeat(Math.floor(room / 2)) + 'e'.repeat(room % 2);
    expect((await rest.patch(path, { jwks: large(padding) })).status).toBe(200);
    expect(await statusWith(client, old)).toBe(200);
    const refused = await rest.patch(path, { jwks: large(`${padding}e`) });
    expect(refused).toMatchObject(problem(400, 'invalid-input', '/jwks'));
  });

  it('is refused with a taken name, and with an organization that the account does not have', async () => {
    await addClient(app, acme, { name: 'Taken' });
    const path = `/oauth-clients/${(await addClient(app, acme)).id}`;
    const taken = await rest.patch(path, { name: 'TAKEN' });
    expect(taken).toMatchObject(problem(409, 'connection-name-taken', '/name'));
    const { be } = (await addAccount(app)).organizations;
    const foreign = await rest.patch(path, { organizationId: be.id });
    expect(foreign).toMatchObject(problem(400, 'unknown-organization', '/organizationId'));
  });

  it('is refused to another account, to an API key, and after somebody else has made one', async () => {
    const client = await addClient(app, acme);
    const path = `/oauth-clients/${client.id}`;
    const stranger = restOf(app, await addAccount(app));
    expect(await stranger.patch(path, { name: 'x' })).toMatchObject(problem(404, 'not-found'));
    const { key } = await rest.create('/api-keys', { name: 'k' });
    const byKey = new RestClient(app, `Bearer ${String(key)}`);
    expect((await byKey.patch(path, { name: 'x' })).status).toBe(403);
    const read = await rest.get(path);
    const ifMatch = { 'if-match': read.headers.get('etag') ?? '' };
    expect((await rest.patch(path, { name: 'one' }, ifMatch)).status).toBe(200);
    expect(await rest.patch(path, { name: 'two' }, ifMatch)).toMatchObject(problem(412, 'stale'));
  });

  it('gives one of two connections a name that both ask for at once', async () => {
    const clients = [await addClient(app, acme), await addClient(app, acme)];
    const answers = await Promise.all(
      clients.map(({ id }) => rest.patch(`/oauth-clients/${id}`, { name: 'At once' })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });
});
