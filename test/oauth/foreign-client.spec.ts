import { exportJWK, generateKeyPair } from 'jose';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { addCatalogueClient, addClient, decide, OKTA_CALLBACK, scimWith } from './oauth.js';

// oxlint-disable-next-line typescript/no-deprecated -- marked as deprecated so that nobody uses it outside of tests
const PLAIN_HTTP = { [oauth.allowInsecureRequests]: true };

// A client that is not ours reads the metadata and completes every grant.
describe.each(sqliteAndOneServer())('oauth4webapi on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let server: oauth.AuthorizationServer;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    const issuer = new URL(app.url);
    const found = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...PLAIN_HTTP });
    server = await oauth.processDiscoveryResponse(issuer, found);
  });

  afterAll(() => app.close());

  const works = async (token: string) =>
    expect((await scimWith(app, token).get('/Users?count=1')).status).toBe(200);

  it('reads the metadata (RFC 8414)', () => {
    expect(server).toMatchObject({
      issuer: app.url,
      token_endpoint: `${app.url}/oauth/token`,
      authorization_endpoint: `${app.url}/oauth/authorize`,
      revocation_endpoint: `${app.url}/oauth/revoke`,
      scopes_supported: ['scim'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    });
  });

  it.each([
    ['client_secret_basic', oauth.ClientSecretBasic],
    ['client_secret_post', oauth.ClientSecretPost],
  ] as const)('gets a token with %s, and revokes it', async (_, authentication) => {
    const { clientId: client_id, secret } = await addClient(app, acme);
    const client = { client_id };
    const by = authentication(secret);
    const parameters = { scope: 'scim' };
    const answer = await oauth.clientCredentialsGrantRequest(server, client, by, parameters, PLAIN_HTTP);
    const { access_token } = await oauth.processClientCredentialsResponse(server, client, answer);
    await works(access_token);
    const revoked = await oauth.revocationRequest(server, client, by, access_token, PLAIN_HTTP);
    await oauth.processRevocationResponse(revoked);
    expect((await scimWith(app, access_token).get('/Users?count=1')).status).toBe(401);
  });

  it.each(['RS256', 'PS256', 'ES256'])('gets a token with private_key_jwt and %s', async (alg) => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg }] };
    const { clientId: client_id } = await addClient(app, acme, { kind: 'assertion', jwks });
    const client = { client_id };
    const by = oauth.PrivateKeyJwt({ key: privateKey, kid: 'k1' });
    const answer = await oauth.clientCredentialsGrantRequest(server, client, by, {}, PLAIN_HTTP);
    const { access_token } = await oauth.processClientCredentialsResponse(server, client, answer);
    expect((await scimWith(app, access_token).get('/Users?count=1')).status).toBe(200);
  });

  it('gets tokens with a code and PKCE, and refreshes them', async () => {
    const { clientId: client_id, secret } = await addCatalogueClient(app);
    const client = { client_id };
    const by = oauth.ClientSecretPost(secret);
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const answered = await decide(app, acme, {
      response_type: 'code',
      client_id,
      redirect_uri: OKTA_CALLBACK,
      state,
      scope: 'scim',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const parameters = oauth.validateAuthResponse(server, client, answered, state);
    const exchanged = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      by,
      parameters,
      OKTA_CALLBACK,
      verifier,
      PLAIN_HTTP,
    );
    const first = await oauth.processAuthorizationCodeResponse(server, client, exchanged);
    await works(first.access_token);
    const answer = await oauth.refreshTokenGrantRequest(
      server,
      client,
      by,
      first.refresh_token ?? '',
      PLAIN_HTTP,
    );
    const next = await oauth.processRefreshTokenResponse(server, client, answer);
    await works(next.access_token);
    expect(next.refresh_token).not.toBe(first.refresh_token);
  });
});
