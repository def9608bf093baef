import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addCatalogueClient,
  addClient,
  askToken,
  authorizationQuery,
  decide,
  OKTA_CALLBACK,
  scimWith,
  withSecret,
} from '../../oauth/oauth.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { readTranscript, replay } from '../../support/transcript.js';

const TENANT = 'https://login.microsoftonline.com/ce5f061f-abe6-4e40-9615-301f87bcb7f0';

describe.each(sqliteAndOneServer())('clients that log in with OAuth on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  const faultsOf = async (path: string, captured: Record<string, unknown>) => {
    const admin = acme.scim.authorization;
    const stage = { url: app.url, authorization: '', captured: { admin, ...captured } };
    return replay(await readTranscript(path), stage);
  };

  it('Entra ID with a client secret', async () => {
    acme = await addAccount(app);
    const { clientId, secret: clientSecret } = await addClient(app, acme, { name: 'Entra ID' });
    const captured = { clientId, clientSecret, connection: 'Entra ID' };
    expect(await faultsOf('entra/client-credentials.json', captured)).toEqual([]);
  });

  it('Entra ID without a secret', async () => {
    acme = await addAccount(app);
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const claims = { issuer: `${TENANT}/v2.0`, subject: 'd2f8ee76', audience: 'api://b5ba7a93' };
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1' }] };
    const { clientId } = await addClient(app, acme, { name: 'Entra ID', kind: 'assertion', jwks, ...claims });
    const assertion = await new SignJWT({ tid: 'ce5f061f-abe6-4e40-9615-301f87bcb7f0', ver: '2.0' })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'k1' })
      .setIssuer(claims.issuer)
      .setSubject(claims.subject)
      .setAudience(claims.audience)
      .setIssuedAt()
      .setNotBefore('0s')
      .setExpirationTime('65m')
      .sign(privateKey);
    const captured = { clientId, assertion, connection: 'Entra ID' };
    expect(await faultsOf('entra/federated.json', captured)).toEqual([]);
  });

  it("Okta's catalogue app", async () => {
    acme = await addAccount(app);
    const okta = await addCatalogueClient(app);
    const code = (await decide(app, acme, authorizationQuery(okta))).searchParams.get('code');
    const captured = {
      clientId: okta.clientId,
      clientSecret: okta.secret,
      redirectUri: OKTA_CALLBACK,
      connection: 'Okta',
      code,
    };
    expect(await faultsOf('okta/authorization-code.json', captured)).toEqual([]);
  });
});

// Of Microsoft's 25 gallery tests, those about OAuth 2.0: a token lives 60 to 360 minutes.
describe.each([60, 360])('with OAUTH_TOKEN_MINUTES=%i', (minutes) => {
  it('a token of client credentials lives as long, and works', async () => {
    const [lane] = sqliteAndOneServer();
    if (!lane) throw new Error('no database lane');
    const app = await bootApp(lane, { OAUTH_TOKEN_MINUTES: String(minutes) });
    try {
      const client = await addClient(app, await addAccount(app));
      const { status, body } = await askToken(app, {
        grant_type: 'client_credentials',
        ...withSecret(client),
      });
      expect({ status, body }).toMatchObject({ status: 200, body: { expires_in: minutes * 60 } });
      const scim = scimWith(app, String(body['access_token']));
      expect((await scim.get('/Users?count=1')).status).toBe(200);
    } finally {
      await app.close();
    }
  });
});
