import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, addOperatorLogin, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { openConsole } from '../support/console.js';
import { databaseLanes } from '../support/lanes.js';
import { basic } from '../support/scim-client.js';
import { items, problem, RestClient, restOf, type Stored } from '../rest/rest-client.js';
import {
  addCatalogueClient,
  authorizationQuery,
  authorize,
  decide,
  OKTA_CALLBACK,
  openRequest,
  scimWith,
} from './oauth.js';

describe.each(databaseLanes())('a change of a client of the catalogue on $name', (lane) => {
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

  const NEW_CALLBACK = 'https://new.example/callback';
  const OTHERS = { 'if-match': 'W/"99"' };

  it('of its callbacks counts from the next request on, and each account that uses it reads of it', async () => {
    const okta = await addCatalogueClient(app);
    const [acme, globex] = [await addAccount(app), await addAccount(app)];
    const { access_token } = await authorize(app, acme, okta);
    const path = `/support/oauth-clients/${okta.id}`;
    const answer = await support.patch(path, { redirectUris: [NEW_CALLBACK] });
    expect(answer.body).toMatchObject({
      id: okta.id,
      redirectUris: [NEW_CALLBACK],
      name: 'Okta',
      version: 2,
    });
    const console = await openConsole(app, acme.admin);
    expect((await openRequest(console, authorizationQuery(okta))).status).toBe(400);
    const query = authorizationQuery(okta, { redirect_uri: NEW_CALLBACK });
    expect((await decide(app, acme, query)).href).toContain(`${NEW_CALLBACK}?code=`);
    expect((await scimWith(app, access_token).get('/Users?count=1')).status).toBe(200);
    const trailOf = async (account: TestAccount) =>
      items(await restOf(app, account).get('/audit?action=connection.changed'));
    expect(await trailOf(acme)).toMatchObject([
      {
        actor: staff,
        actorKind: 'operator',
        subject: { type: 'connection', name: 'Okta' },
        detail: 'Declaree has changed the app for all accounts.',
        changes: [{ path: 'redirectUris', old: [OKTA_CALLBACK], new: [NEW_CALLBACK] }],
      },
    ]);
    expect(await trailOf(globex)).toEqual([]);
    const [entry] = items(await support.get('/support/audit?limit=1'));
    expect(entry).toMatchObject({ action: 'oauth-client.changed', subjectId: okta.id });
  });

  it('is told once, and to those whom an interruption left out with the next one', async () => {
    const okta = await addCatalogueClient(app);
    const acme = await addAccount(app);
    await authorize(app, acme, okta);
    const path = `/support/oauth-clients/${okta.id}`;
    const changes = async () =>
      items(await restOf(app, acme).get('/audit?action=connection.changed')).map(
        (entry: Stored) => entry['changes'],
      );
    await support.patch(path, { name: 'Okta Workforce' });
    await support.patch(path, { name: 'Okta Workforce' });
    const renamed = [{ path: 'app', old: 'Okta', new: 'Okta Workforce' }];
    expect(await changes()).toEqual([renamed]);
    // As an interruption after the first transaction leaves it.
    const row = 'UPDATE `oauth_catalogue_clients` SET `version` = 5 WHERE `id` = ?';
    await app.get(DataSource).query(row, [okta.id]);
    await support.patch(path, {});
    const told = [
      { path: 'app', old: null, new: 'Okta Workforce' },
      { path: 'redirectUris', old: null, new: [OKTA_CALLBACK] },
    ];
    expect(await changes()).toEqual([told, renamed]);
    await support.patch(path, {});
    expect(await changes()).toHaveLength(2);
    const [connection] = items(await restOf(app, acme).get('/oauth-clients'));
    expect(connection).toMatchObject({ name: 'Okta', clientId: okta.clientId });
  });

  it.each([
    ['no callback', { redirectUris: [] }, 'invalid-input'],
    ['a callback without TLS', { redirectUris: ['http://app.example/'] }, 'invalid-input'],
    ['an empty name', { name: '' }, 'invalid-input'],
    ['no name', { name: null }, 'invalid-input'],
    ['its kind', { public: true }, 'invalid-input'],
  ])('is refused with %s', async (_, change, code) => {
    const okta = await addCatalogueClient(app);
    const answer = await support.patch(`/support/oauth-clients/${okta.id}`, change);
    expect(answer).toMatchObject(problem(400, code));
  });

  it('is refused after somebody else has made one, of an unknown client, and to customers', async () => {
    const okta = await addCatalogueClient(app);
    const path = `/support/oauth-clients/${okta.id}`;
    expect(await support.patch(path, { name: 'x' }, OTHERS)).toMatchObject(problem(412, 'stale'));
    expect((await support.patch('/support/oauth-clients/4711', { name: 'x' })).status).toBe(404);
    expect((await restOf(app, await addAccount(app)).patch(path, { name: 'x' })).status).toBe(403);
  });
});
