import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModulesService } from '../../src/accounts/modules.service.js';
import { JWT_BEARER } from '../../src/oauth/client-credentials.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { TESTER } from '../support/authors.js';
import { databaseLanes, type DatabaseLane } from '../support/lanes.js';
import { sendRaw } from '../support/raw-http.js';
import { addCatalogueClient, addClient, askToken, authorizationQuery, decide } from './oauth.js';

const PUBLIC_URL = 'https://app.declaree.example';
const METADATA = '/.well-known/oauth-authorization-server';
const FORGED = {
  host: 'evil.example',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'http',
  forwarded: 'host=evil.example',
};

/** The document is the same for every account and reads no row, so one database is enough. */
const [lane] = databaseLanes() as [DatabaseLane];

describe('the metadata of the authorization server (RFC 8414)', () => {
  let app: TestApp;
  let acme: TestAccount;
  let document: Record<string, unknown>;

  beforeAll(async () => {
    app = await bootApp(lane, { PUBLIC_URL });
    acme = await addAccount(app);
    document = (await get(METADATA)).document;
  });

  afterAll(() => app.close());

  const send = (method: string, path: string, headers: Record<string, string> = {}) =>
    sendRaw(app.url, { method, path, headers: { host: new URL(app.url).host, ...headers } });

  const get = async (path: string, headers?: Record<string, string>) => {
    const answer = await send('GET', path, headers);
    const isJson = answer.headers['content-type']?.startsWith('application/json') ?? false;
    return { ...answer, document: isJson ? (JSON.parse(answer.text) as Record<string, unknown>) : {} };
  };

  it('§2: names the public URL as the issuer, and only URLs that begin with it', () => {
    expect(document['issuer']).toBe(PUBLIC_URL);
    const endpoints = Object.entries(document).filter(([name]) => name.endsWith('_endpoint'));
    expect(endpoints).toHaveLength(3);
    for (const [, url] of endpoints) expect(url).toMatch(new RegExp(`^${PUBLIC_URL}/oauth/`));
  });

  it.each([
    ['a host that somebody else chose', METADATA, FORGED],
    ['a query', `${METADATA}?issuer=https://evil.example&account=globex`, {}],
    ['a trailing slash', `${METADATA}/`, {}],
    ['a path in capital letters', METADATA.toUpperCase(), {}],
    ['a credential that is wrong', METADATA, { authorization: 'Bearer dat_wrong' }],
    ['another type asked for', METADATA, { accept: 'text/html' }],
  ])('§3.2: is the same with %s', async (_, path, headers) => {
    const answer = await get(path, headers);
    expect(answer.status).toBe(200);
    expect(answer.document).toEqual(document);
  });

  it('is the same while the module of every account is off', async () => {
    await app
      .get(UnitOfWork)
      .write(acme.id, (tx) =>
        app.get(ModulesService).switchModule(tx.by(TESTER), 'scim', { enabled: false, reason: null }),
      );
    expect((await get(METADATA)).document).toEqual(document);
  });

  it.each([
    ['§3.1: of an account, inserted before its path', () => `${METADATA}/${acme.slug}`],
    ['§3.1: of an unknown account', () => `${METADATA}/nobody`],
    ['§3.1: of the path of SCIM', () => `${METADATA}/SCIM/v2`],
    ['§3.1: of the path of the endpoints', () => `${METADATA}/oauth`],
    ['§5: of an account, appended to its path', () => `/${acme.slug}${METADATA}`],
    ['§5: appended to the path of SCIM', () => `/SCIM/v2${METADATA}`],
    ['§5: appended to the path of the endpoints', () => `/oauth${METADATA}`],
    ['of OpenID Connect, which is not spoken', () => '/.well-known/openid-configuration'],
    ['of a resource (RFC 9728), which has none', () => '/.well-known/oauth-protected-resource'],
    ['with an encoded slash', () => `${METADATA}%2F${acme.slug}`],
  ])('is not there %s', async (_, path) => {
    const answer = await get(path());
    // Everything under SCIM asks for a credential first.
    expect(answer.status).toBe(path().startsWith('/SCIM') ? 401 : 404);
    expect(answer.text).not.toContain('token_endpoint');
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('is only read: %s is 405', async (method) => {
    const answer = await send(method, METADATA);
    expect([answer.status, answer.headers.allow]).toEqual([405, expect.stringContaining('GET')]);
    expect(answer.text).not.toContain('token_endpoint');
  });

  it('has its issuer in every answer to an app (RFC 9207), allowed or refused', async () => {
    expect(document['authorization_response_iss_parameter_supported']).toBe(true);
    const query = authorizationQuery(await addCatalogueClient(app));
    const account = await addAccount(app);
    const answers = [
      await decide(app, account, query),
      await decide(app, account, query, { decision: 'refuse' }),
      await decide(app, account, { ...query, scope: 'admin' }),
    ];
    expect(answers.map(({ searchParams }) => searchParams.get('error'))).toEqual([
      null,
      'access_denied',
      'invalid_scope',
    ]);
    for (const { searchParams } of answers) expect(searchParams.getAll('iss')).toEqual([document['issuer']]);
  });

  it('has its issuer and token endpoint as the audiences of assertions (RFC 7523 §3), and no other host', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const jwks = { keys: [await exportJWK(publicKey)] };
    const { clientId } = await addClient(app, acme, { kind: 'assertion', jwks });
    const ask = async (audience: unknown) => {
      const assertion = await new SignJWT({ iss: clientId, sub: clientId, jti: randomUUID() })
        .setProtectedHeader({ alg: 'ES256' })
        .setAudience(String(audience))
        .setExpirationTime('5m')
        .sign(privateKey);
      const proof = { client_assertion_type: JWT_BEARER, client_assertion: assertion };
      return (await askToken(app, { grant_type: 'client_credentials', ...proof })).status;
    };
    expect(await ask(document['issuer'])).toBe(200);
    expect(await ask(document['token_endpoint'])).toBe(200);
    expect(await ask(app.url)).toBe(401);
    expect(await ask('https://evil.example/oauth/token')).toBe(401);
  });
});
