import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { restoreClock, setClock } from '../support/clock.js';
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
  type TestClient,
} from './oauth.js';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;

describe.each(databaseLanes())('the end of secrets, codes and tokens on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let okta: TestClient;

  beforeAll(async () => {
    app = await bootApp(lane);
    okta = await addCatalogueClient(app);
  });

  beforeEach(async () => {
    acme = await addAccount(app);
  });

  afterEach(restoreClock);

  afterAll(() => app.close());

  const statusWith = async (token: unknown) =>
    (await scimWith(app, String(token)).get('/Users?count=1')).status;

  const refresh = (refresh_token: string) =>
    askToken(app, { grant_type: 'refresh_token', refresh_token, ...withSecret(okta) });

  const exchange = (code: string) =>
    askToken(app, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: OKTA_CALLBACK,
      ...withSecret(okta),
    });

  const newCode = async () =>
    (await decide(app, acme, authorizationQuery(okta))).searchParams.get('code') ?? '';

  it('comes for a code after a minute', async () => {
    const start = Date.now();
    setClock(start);
    const codes = [await newCode(), await newCode()];
    setClock(start + 59 * SECOND);
    expect((await exchange(codes[0] ?? '')).status).toBe(200);
    setClock(start + 60 * SECOND);
    expect(await exchange(codes[1] ?? '')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('comes for an access token when its answer said', async () => {
    const client = await addClient(app, acme);
    const start = Date.now();
    setClock(start);
    const { body } = await askToken(app, { grant_type: 'client_credentials', ...withSecret(client) });
    const lasts = Number(body['expires_in']) * SECOND;
    setClock(start + lasts - SECOND);
    expect(await statusWith(body['access_token'])).toBe(200);
    setClock(start + lasts);
    expect(await statusWith(body['access_token'])).toBe(401);
  });

  it('comes for a client secret when it was told to, and not for the tokens that it has got', async () => {
    const client = await addClient(app, acme);
    const start = Date.now();
    const expiresAt = new Date(start + HOUR).toISOString();
    const { secret } = await restOf(app, acme).create(`/oauth-clients/${client.id}/secrets`, { expiresAt });
    const short = { ...client, secret: String(secret) };
    setClock(start + HOUR - SECOND);
    const token = await accessToken(app, short);
    setClock(start + HOUR);
    const grant = { grant_type: 'client_credentials' };
    expect(await askToken(app, { ...grant, ...withSecret(short) })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
    expect(await statusWith(token)).toBe(200);
    await accessToken(app, client);
  });

  it('comes for a refresh token half a year after its last use', async () => {
    const start = Date.now();
    setClock(start);
    const [used, unused] = [await authorize(app, acme, okta), await authorize(app, acme, okta)];
    setClock(start + 180 * DAY - SECOND);
    const { status, body } = await refresh(used.refresh_token);
    expect(status).toBe(200);
    setClock(start + 180 * DAY);
    expect(await refresh(unused.refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    expect((await refresh(String(body['refresh_token']))).status).toBe(200);
  });
});
