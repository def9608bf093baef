import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModulesService } from '../../src/accounts/modules.service.js';
import { JWT_BEARER } from '../../src/oauth/client-credentials.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { TESTER } from '../support/authors.js';
import { databaseLanes } from '../support/lanes.js';
import { restOf } from '../rest/rest-client.js';
import {
  accessToken,
  addCatalogueClient,
  addClient,
  askToken,
  authorizationQuery,
  authorize,
  decide,
  OKTA_CALLBACK,
  scimWith,
  withSecret,
  type OauthAnswer,
  type TestClient,
} from './oauth.js';

const ROUNDS = 5;
const statuses = (answers: readonly { status: number }[]) =>
  answers.map(({ status }) => status).toSorted((one, other) => one - other);
const CLIENT_CREDENTIALS = { grant_type: 'client_credentials' };

/** SQLite is for one server, so there both replicas are the same one. */
describe.each(databaseLanes())('connections on two replicas of $name', (lane) => {
  let app: TestApp;
  let other: TestApp;
  let acme: TestAccount;
  let okta: TestClient;

  beforeAll(async () => {
    const limits = { RATE_LIMIT_PER_ACCOUNT: 'off' };
    app = await bootApp(lane, limits);
    other = lane.name === 'sqlite' ? app : await bootApp(lane, { ...limits, DATABASE_URL: app.databaseUrl });
    acme = await addAccount(app);
    okta = await addCatalogueClient(app);
  });

  afterAll(async () => {
    if (other !== app) await other.close();
    await app.close();
  });

  /** Sends so many requests at once, in turn to one replica and the other. */
  const atOnce = <T>(count: number, send: (replica: TestApp) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: count }, (_, number) => send(number % 2 === 0 ? app : other)));

  const statusesWith = (token: unknown) =>
    Promise.all(
      [app, other].map(
        async (replica) => (await scimWith(replica, String(token)).get('/Users?count=1')).status,
      ),
    );

  const refresh = (token: unknown, replica: TestApp): Promise<OauthAnswer> =>
    askToken(replica, { grant_type: 'refresh_token', refresh_token: String(token), ...withSecret(okta) });

  it('make one new token of 50 refreshes at once', async () => {
    const { refresh_token: token } = await authorize(app, acme, okta);
    const answers = await atOnce(50, (replica) => refresh(token, replica));
    expect(new Set(statuses(answers))).toEqual(new Set([200]));
    for (const name of ['access_token', 'refresh_token']) {
      expect(new Set(answers.map(({ body }) => body[name])).size).toBe(1);
    }
    expect(await statusesWith(answers[0]?.body['access_token'])).toEqual([200, 200]);
    const next = await refresh(answers[0]?.body['refresh_token'], other);
    expect(next.status).toBe(200);
  });

  it('exchange a code once, and revoke what it gave if it comes again', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const answer = await decide(app, acme, authorizationQuery(okta));
      const form = {
        grant_type: 'authorization_code',
        code: answer.searchParams.get('code') ?? '',
        redirect_uri: OKTA_CALLBACK,
        ...withSecret(okta),
      };
      const answers = await atOnce(6, (replica) => askToken(replica, form));
      expect(statuses(answers)).toEqual([200, 400, 400, 400, 400, 400]);
      const given = answers.find(({ status }) => status === 200)?.body;
      expect(await statusesWith(given?.['access_token'])).toEqual([401, 401]);
      expect((await refresh(given?.['refresh_token'], other)).status).toBe(400);
    }
  });

  it('accept an assertion once', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const jwks = { keys: [await exportJWK(publicKey)] };
    for (let round = 0; round < ROUNDS; round++) {
      // A client of its own for each round: wrong credentials of one client are limited.
      const { clientId } = await addClient(app, acme, { kind: 'assertion', audience: 'declaree', jwks });
      const assertion = await new SignJWT({
        iss: clientId,
        sub: clientId,
        aud: 'declaree',
        jti: randomUUID(),
      })
        .setProtectedHeader({ alg: 'ES256' })
        .setExpirationTime('5m')
        .sign(privateKey);
      const form = {
        ...CLIENT_CREDENTIALS,
        client_assertion_type: JWT_BEARER,
        client_assertion: assertion,
      };
      const answers = await atOnce(4, (replica) => askToken(replica, form));
      expect(statuses(answers)).toEqual([200, 401, 401, 401]);
    }
  });

  it('refuse every token of a connection after its revocation, those given meanwhile as well', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const client = await addClient(app, acme);
      const token = await accessToken(app, client);
      const grant = { ...CLIENT_CREDENTIALS, ...withSecret(client) };
      const [{ status }, ...answers] = await Promise.all([
        restOf(other, acme).delete(`/oauth-clients/${client.id}`),
        ...[app, other, app, other].map((replica) => askToken(replica, grant)),
      ]);
      expect(status).toBe(204);
      for (const answer of answers) expect([200, 401]).toContain(answer.status);
      const given = answers.flatMap(({ body }) => body['access_token'] ?? []);
      for (const each of [token, ...given]) expect(await statusesWith(each)).toEqual([401, 401]);
      expect(statuses(await atOnce(2, (replica) => askToken(replica, grant)))).toEqual([401, 401]);
    }
  });

  it('let no request in after the module was switched off, while requests go on', async () => {
    const token = await accessToken(app, await addClient(app, acme));
    const switchScim = (enabled: boolean) =>
      other
        .get(UnitOfWork)
        .write(acme.id, (tx) =>
          other.get(ModulesService).switchModule(tx.by(TESTER), 'scim', { enabled, reason: null }),
        );
    for (let round = 0; round < ROUNDS; round++) {
      const [during] = await Promise.all([
        atOnce(6, (replica) => scimWith(replica, token).get('/Users?count=1')),
        switchScim(false),
      ]);
      for (const { status } of during) expect([200, 403]).toContain(status);
      expect(await statusesWith(token)).toEqual([403, 403]);
      await switchScim(true);
      expect(await statusesWith(token)).toEqual([200, 200]);
    }
  });

  it('check assertions against a changed connection on the next request', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const jwks = { keys: [await exportJWK(publicKey)] };
    const { id, clientId } = await addClient(app, acme, { kind: 'assertion', audience: 'first', jwks });
    const ask = async (replica: TestApp, aud: string) => {
      const assertion = await new SignJWT({ iss: clientId, sub: clientId, aud, jti: randomUUID() })
        .setProtectedHeader({ alg: 'ES256' })
        .setExpirationTime('5m')
        .sign(privateKey);
      const form = { client_assertion_type: JWT_BEARER, client_assertion: assertion };
      return askToken(replica, { ...CLIENT_CREDENTIALS, ...form });
    };
    expect(statuses(await atOnce(2, (replica) => ask(replica, 'first')))).toEqual([200, 200]);
    await restOf(app, acme).patch(`/oauth-clients/${id}`, { audience: 'second' });
    expect(statuses(await atOnce(2, (replica) => ask(replica, 'first')))).toEqual([401, 401]);
    expect(statuses(await atOnce(2, (replica) => ask(replica, 'second')))).toEqual([200, 200]);
  });
});
