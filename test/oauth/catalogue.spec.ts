import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CatalogueSecretMetrics } from '../../src/metrics/catalogue-secret-metrics.service.js';
import { Authorizations } from '../../src/oauth/authorizations.service.js';
import { CatalogueClients } from '../../src/oauth/catalogue-clients.service.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { AccountSetup } from '../../src/support/account-setup.service.js';
import { addAccount, addOperatorLogin } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { TESTER } from '../support/authors.js';
import { databaseLanes } from '../support/lanes.js';
import { basic } from '../support/scim-client.js';
import { items, problem, RestClient, restOf, stored } from '../rest/rest-client.js';
import { addCatalogueClient, askToken, authorize, OKTA_CALLBACK, scimWith, withSecret } from './oauth.js';

/** Those that Okta's guide for apps of its catalogue names, without the one for tests inside of Okta, which is not https. */
const OKTA_CALLBACKS = ['okta', 'okta-emea', 'oktapreview', 'trexcloud'].map((domain) =>
  OKTA_CALLBACK.replace('.okta.', `.${domain}.`),
);
const OKTA_INTERNAL = 'http://system-admin.okta1.com:1802/admin/app/cpc/declaree/oauth/callback';

describe.each(databaseLanes())('a client of the catalogue on $name', (lane) => {
  let app: TestApp;
  let support: RestClient;
  let staff: string;

  beforeAll(async () => {
    app = await bootApp(lane);
    const { userName, password } = await addOperatorLogin(app);
    staff = userName;
    support = new RestClient(app, basic(userName, password));
  });

  afterAll(() => app.close());

  /** Creates accounts that have allowed the client; returns their ids. */
  const addAllowing = (clientId: string, count: number) =>
    app.get(UnitOfWork).writePlatform(async (tx) => {
      const client = await app.get(CatalogueClients).find(tx, clientId);
      if (!client) throw new Error('no such client');
      const request = { client, redirectUri: OKTA_CALLBACK, state: undefined, codeChallenge: null };
      const ids: string[] = [];
      for (let number = 1; number <= count; number++) {
        const slug = `many-${number}`;
        const admin = { userName: `admin@${slug}.example`, passwordHash: 'none' };
        const input = { name: slug, slug, admin, scim: false };
        const { account, organization } = await app.get(AccountSetup).create(tx, TESTER, input);
        const joined = { chosen: undefined, usual: organization.id };
        await app.get(Authorizations).allow(tx.within(account.id).by(TESTER), request, joined);
        ids.push(account.id);
      }
      return ids;
    });

  it('is revoked in the audit trail of each account that has allowed it, and of no other', async () => {
    const okta = await addCatalogueClient(app, { name: 'Okta' });
    const rival = await addCatalogueClient(app, { name: 'Rival' });
    const acme = await addAccount(app);
    const globex = await addAccount(app);
    const { access_token } = await authorize(app, acme, okta);
    await authorize(app, globex, rival);
    const [connection] = items(await restOf(app, acme).get('/oauth-clients'));
    expect((await support.delete(`/support/oauth-clients/${okta.id}`)).status).toBe(204);
    expect((await scimWith(app, access_token).get('/Users?count=1')).status).toBe(401);
    expect(items(await restOf(app, acme).get('/audit?action=connection.revoked'))).toMatchObject([
      {
        actor: staff,
        actorKind: 'operator',
        subject: { id: connection?.id, name: 'Okta' },
        detail: 'Declaree has revoked the app for all accounts.',
      },
    ]);
    expect(items(await restOf(app, globex).get('/audit?action=connection.revoked'))).toEqual([]);
    expect(items(await restOf(app, globex).get('/oauth-clients'))).toHaveLength(1);
    expect((await support.delete(`/support/oauth-clients/${okta.id}`)).status).toBe(404);
  });

  it('is revoked in more accounts than one transaction locks, once in each', async () => {
    const okta = await addCatalogueClient(app);
    const ids = await addAllowing(okta.clientId, 51);
    expect((await support.delete(`/support/oauth-clients/${okta.id}`)).status).toBe(204);
    for (const id of ids) {
      const [last, ...others] = items(await support.get(`/support/accounts/${id}/audit`));
      expect(last).toMatchObject({ action: 'connection.revoked' });
      expect(others.map(({ action }) => action)).not.toContain('connection.revoked');
    }
    const [entry, before] = items(await support.get('/support/audit?limit=2'));
    expect(entry).toMatchObject({ action: 'oauth-client.revoked', actor: staff });
    expect(before).not.toMatchObject({ action: 'oauth-client.revoked' });
  });

  it('has every https callback of Okta, and not the one of its tests, which is not encrypted', async () => {
    const body = { name: 'Okta', redirectUris: OKTA_CALLBACKS };
    const made = await support.create('/support/oauth-clients', body);
    expect(made['redirectUris']).toEqual(OKTA_CALLBACKS);
    const all = { ...body, redirectUris: [...OKTA_CALLBACKS, OKTA_INTERNAL] };
    const refused = await support.post('/support/oauth-clients', all);
    expect(refused).toMatchObject(problem(400, 'invalid-input'));
    expect(refused.body).toMatchObject({ detail: expect.stringContaining(`not "${OKTA_INTERNAL}"`) });
  });

  it('shows when its secrets end, so that the first one can be replaced in time, and revoked', async () => {
    const body = { name: 'Okta', redirectUris: [OKTA_CALLBACK] };
    const made = await support.create('/support/oauth-clients', body);
    const first = made['secrets'] as { id: string }[];
    expect(first).toEqual([
      { id: expect.any(String), createdAt: expect.any(String), expiresAt: expect.stringMatching(/Z$/) },
    ]);
    const path = `/support/oauth-clients/${made.id}/secrets`;
    const { secret, ...second } = stored(await support.post(path, {}), 201);
    const listed = async () =>
      items(await support.get('/support/oauth-clients')).find(({ id }) => id === made.id)?.['secrets'];
    expect(await listed()).toEqual([...first, second]);
    expect((await support.delete(`${path}/${first[0]?.id}`)).status).toBe(204);
    expect(await listed()).toEqual([second]);
    const statusWith = async (text: unknown) => {
      const client = { id: made.id, clientId: String(made['clientId']), secret: String(text) };
      const form = { grant_type: 'refresh_token', refresh_token: 'drt_unknown', ...withSecret(client) };
      return (await askToken(app, form)).body['error'];
    };
    expect(await statusWith(made['secret'])).toBe('invalid_client');
    expect(await statusWith(secret)).toBe('invalid_grant');
  });

  it('has a metric of when its last secret ends', async () => {
    const { id, clientId } = await addCatalogueClient(app);
    const metric = async () => {
      await app.get(CatalogueSecretMetrics).refresh();
      const text = await (await fetch(`${app.url}/metrics`)).text();
      const name = `declaree_catalogue_secret_end_timestamp_seconds{client="${clientId}"} `;
      const line = text.split('\n').find((each) => each.startsWith(name));
      return line === undefined ? undefined : Number(line.slice(name.length));
    };
    const day = 86_400_000;
    const inAYear = Number(await metric()) * 1_000 - Date.now();
    expect(inAYear / day).toBeCloseTo(365, 1);
    const path = `/support/oauth-clients/${id}/secrets`;
    const expiresAt = new Date(Date.now() + 400 * day).toISOString();
    const later = stored(await support.post(path, { expiresAt }), 201);
    expect(await metric()).toBe(Date.parse(expiresAt) / 1_000);
    await support.delete(`${path}/${later.id}`);
    expect(Number(await metric()) * 1_000).toBeLessThan(Date.parse(expiresAt));
    await support.delete(`/support/oauth-clients/${id}`);
    expect(await metric()).toBeUndefined();
  });

  it('has no secrets if it is public', async () => {
    const body = { name: 'Bare', redirectUris: [OKTA_CALLBACK], public: true };
    const made = await support.create('/support/oauth-clients', body);
    expect(made).not.toHaveProperty('secret');
    expect(made['secrets']).toEqual([]);
  });
});
