import { generateKeyPairSync } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { JWT_BEARER } from '../../src/oauth/client-credentials.js';
import { isPublicAddress } from '../../src/platform/http/public-address.js';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { restoreClock, setClock } from '../support/clock.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { items, problem, restOf } from '../rest/rest-client.js';
import { OPENSSL } from '../support/certificate.js';
import { KeyServer } from './key-server.js';
import { addClient, askToken, scimWith, type OauthAnswer, type TestClient } from './oauth.js';

const TENANT = 'https://login.microsoftonline.com/ce5f061f-abe6-4e40-9615-301f87bcb7f0';
const RULES = {
  kind: 'assertion',
  issuer: `${TENANT}/v2.0`,
  subject: 'd2f8ee76-c549-45b8-a143-f5b640669704',
  audience: 'api://b5ba7a93-4452-4522-aeb4-a2b5da870c16/.default',
};
const HOUR = 3_600;

const shortKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 1_024 }).publicKey.export({ format: 'jwk' });

const now = () => Math.floor(Date.now() / 1_000);

/** As Entra ID issues it to its provisioning service (Microsoft, June 2026): 65 minutes, without a jti. */
const entraClaims = (): JWTPayload => ({
  iss: RULES.issuer,
  sub: RULES.subject,
  aud: 'api://b5ba7a93-4452-4522-aeb4-a2b5da870c16',
  appid: 'b5ba7a93-4452-4522-aeb4-a2b5da870c16',
  tid: 'ce5f061f-abe6-4e40-9615-301f87bcb7f0',
  ver: '2.0',
  iat: now(),
  nbf: now(),
  exp: now() + 65 * 60,
});

describe.runIf(OPENSSL).each(sqliteAndOneServer())('assertions on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let keys: KeyServer;
  let current: Awaited<ReturnType<typeof newKey>>;

  const newKey = async (kid: string) => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig' };
    const sign = (payload: JWTPayload) =>
      new SignJWT(payload).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(privateKey);
    return { jwk, sign };
  };

  const serve = (...jwks: object[]) => {
    keys.answer = (reply) => void reply.end(JSON.stringify({ keys: jwks }));
  };

  beforeAll(async () => {
    app = await bootApp(lane, { OAUTH_PRIVATE_KEY_SETS: 'on' });
    acme = await addAccount(app);
    current = await newKey('k1');
  });

  beforeEach(async () => {
    keys = await KeyServer.start();
    serve(current.jwk);
  });

  afterEach(async () => {
    restoreClock();
    await keys.stop();
  });

  afterAll(() => app.close());

  const ask = async ({ clientId }: TestClient, assertion: string): Promise<OauthAnswer> =>
    askToken(app, {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_assertion_type: JWT_BEARER,
      client_assertion: assertion,
      scope: 'scim',
    });

  /** The detail of the newest refusal in the provisioning log. */
  const lastDetail = async () => {
    await app.get(LateWrites).flush();
    const [event] = items(await restOf(app, acme).get('/provisioning/events?operation=authenticate&limit=1'));
    expect(event).toMatchObject({ code: 'wrong-client-assertion' });
    return event?.['detail'];
  };

  it("of Entra ID get tokens, as often as it presents one, with the audience as Entra's page shows it", async () => {
    const client = await addClient(app, acme, { ...RULES, jwksUrl: keys.url });
    const assertion = await current.sign(entraClaims());
    for (let cycle = 0; cycle < 3; cycle++) {
      const { status, body } = await ask(client, assertion);
      expect(status).toBe(200);
      const scim = scimWith(app, String(body['access_token']));
      expect((await scim.get('/Users?count=1')).status).toBe(200);
    }
    expect(keys.requests).toBe(1);
    const tooLong = await current.sign({ ...entraClaims(), exp: now() + 2 * HOUR });
    expect((await ask(client, tooLong)).status).toBe(401);
    expect(await lastDetail()).toContain('more than 90 minutes ahead');
  });

  it('need no client_id if their subject is one; another subject names no account', async () => {
    const bare = async (claims: Record<string, unknown>) =>
      askToken(app, {
        grant_type: 'client_credentials',
        client_assertion_type: JWT_BEARER,
        client_assertion: await current.sign({ ...entraClaims(), ...claims }),
      });
    const own = await addClient(app, acme, { ...RULES, subject: null, jwksUrl: keys.url });
    const { status, body } = await bare({ sub: own.clientId });
    expect(status).toBe(200);
    const scim = scimWith(app, String(body['access_token']));
    expect((await scim.list('/Users')).Resources[0]).toMatchObject({ userName: acme.admin.userName });
    const subject = 'only one account has it';
    await addClient(app, await addAccount(app), { ...RULES, subject, jwksUrl: keys.url });
    expect((await bare({ sub: subject })).status).toBe(401);
  });

  it('of a new key are accepted after one more request for the keys, at most one a minute', async () => {
    const client = await addClient(app, acme, { ...RULES, jwksUrl: keys.url });
    await ask(client, await current.sign(entraClaims()));
    const next = await newKey('k2');
    serve(current.jwk, next.jwk);
    expect((await ask(client, await next.sign(entraClaims()))).status).toBe(401);
    expect(keys.requests).toBe(1);
    setClock(Date.now() + 61_000);
    const unknown = await newKey('k3');
    const answers = await Promise.all(
      [next, unknown, unknown].map(async ({ sign }) => ask(client, await sign(entraClaims()))),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 401]);
    expect(keys.requests).toBe(2);
  });

  it('go on with the known keys while their URL does not answer', async () => {
    const client = await addClient(app, acme, { ...RULES, jwksUrl: keys.url });
    await ask(client, await current.sign(entraClaims()));
    keys.answer = (reply) => void reply.writeHead(503).end();
    setClock(Date.now() + 2 * HOUR * 1_000);
    expect((await ask(client, await current.sign(entraClaims()))).status).toBe(200);
    expect(keys.requests).toBe(2);
  });

  it.each([
    ['a status other than 200', 'has the status 404', (reply) => void reply.writeHead(404).end()],
    [
      'a redirect',
      'has the status 302',
      (reply) => void reply.writeHead(302, { location: 'https://example.com/keys' }).end(),
    ],
    ['more than 64 KiB', 'larger than 65536 bytes', (reply) => void reply.end('x'.repeat(70_000))],
    ['no JSON', 'no valid answer', (reply) => void reply.end('<html>')],
    [
      'another protocol',
      'the connection was closed',
      (reply) =>
        void reply.socket?.write(
          'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
        ),
    ],
    ['nothing within three seconds', 'no answer in time', () => undefined],
  ] satisfies [string, string, KeyServer['answer']][])(
    'are refused where the URL answers %s',
    async (_, why, answer) => {
      const client = await addClient(app, acme, { ...RULES, jwksUrl: `${keys.url}?${why.length}` });
      keys.answer = answer;
      const begun = performance.now();
      expect((await ask(client, await current.sign(entraClaims()))).status).toBe(401);
      expect(performance.now() - begun).toBeLessThan(10_000);
      expect(await lastDetail()).toContain(why);
    },
  );

  it.each([
    ['several keys, and it names none', { alg: 'RS256' }, (jwk: object) => [jwk, jwk], 'several keys'],
    ['a key that is too short', { alg: 'RS256' }, () => [shortKey()], 'not usable'],
    [
      'a critical header that is unknown',
      { alg: 'RS256', crit: ['x'], x: 1 },
      (jwk: object) => [jwk],
      'header',
    ],
  ])('are refused with the reason in the log: %s', async (_, header, keysOf, why) => {
    serve(...keysOf(current.jwk));
    const client = await addClient(app, acme, { ...RULES, jwksUrl: `${keys.url}?${why.length}` });
    const signed = await current.sign(entraClaims());
    const head = Buffer.from(JSON.stringify(header)).toString('base64url');
    expect((await ask(client, signed.replace(/^[^.]+/, head))).status).toBe(401);
    expect(await lastDetail()).toContain(why);
  });

  it('are no reason to ask again and again for keys that cannot be read', async () => {
    const client = await addClient(app, acme, { ...RULES, jwksUrl: `${keys.url}?again` });
    keys.answer = (reply) => void reply.writeHead(500).end();
    for (let number = 0; number < 5; number++) await ask(client, await current.sign(entraClaims()));
    expect(keys.requests).toBe(1);
  });

  it.each([
    ['http', { jwksUrl: 'http://login.example/keys' }],
    ['a user in the URL', { jwksUrl: 'https://a:b@login.example/keys' }],
    ['no URL', { jwksUrl: 'keys' }],
    ['neither URL nor keys', {}],
    ['both', { jwksUrl: 'https://login.example/keys', jwks: { keys: [] } }],
    ['no keys', { jwks: { keys: [] } }],
    ['something else', { jwks: { key: 'x' } }],
    ['a private key', { jwks: { keys: [{ kty: 'EC', crv: 'P-256', x: 'eA', y: 'eQ', d: 'ZA' }] } }],
    ['a shared key', { jwks: { keys: [{ kty: 'oct', k: 'aw' }] } }],
  ])('need public keys: a connection with %s is not made', async (_, source) => {
    const answer = await restOf(app, acme).post('/oauth-clients', { name: 'x', ...RULES, ...source });
    expect(answer).toMatchObject(problem(400, 'invalid-input'));
  });
});

describe.runIf(OPENSSL)('a JWKS URL in the private network', () => {
  let app: TestApp;
  let acme: TestAccount;
  let keys: KeyServer;

  beforeAll(async () => {
    const [lane] = sqliteAndOneServer();
    if (!lane) return;
    app = await bootApp(lane);
    acme = await addAccount(app);
    keys = await KeyServer.start();
  });

  afterAll(async () => {
    await keys?.stop();
    await app?.close();
  });

  it.each([
    'localhost',
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '0.0.0.0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::]',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '[fe80::1]',
    '[fd00::1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[::127.0.0.1]',
    '[fec0::1]',
    '[4000::1]',
  ])('is never asked: %s', async (host) => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k1' };
    keys.answer = (reply) => void reply.end(JSON.stringify({ keys: [jwk] }));
    const jwksUrl = `https://${host}:${keys.port}/keys?${encodeURIComponent(host)}`;
    const { clientId } = await addClient(app, acme, { ...RULES, jwksUrl });
    const assertion = await new SignJWT(entraClaims())
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .sign(privateKey);
    const { status } = await askToken(app, {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_assertion_type: JWT_BEARER,
      client_assertion: assertion,
    });
    expect(status).toBe(401);
    expect(keys.requests).toBe(0);
    await app.get(LateWrites).flush();
    const [event] = items(await restOf(app, acme).get('/provisioning/events?operation=authenticate&limit=1'));
    expect(event?.['detail']).toContain('a public address');
  });

  it.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946', '20.190.128.1'])(
    'is public at %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );
});
