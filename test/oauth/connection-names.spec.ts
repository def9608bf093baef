import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConnectionNames1764000105000 } from '../../src/platform/database/migrations/1764000105000-connection-names.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import { items, problem, restOf } from '../rest/rest-client.js';
import { accessToken, addCatalogueClient, addClient, authorize, scimWith } from './oauth.js';

describe.each(databaseLanes())('the name of a connection on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const create = (name: string, account = acme) =>
    restOf(app, account).post('/oauth-clients', { name, kind: 'secret' });

  it('is unique in the account, in any letter case, until the connection is revoked', async () => {
    const { id } = await addClient(app, acme, { name: 'Entra ID' });
    const refused = await create(' ENTRA id ');
    expect(refused).toMatchObject(problem(409, 'connection-name-taken'));
    expect(refused.body).toMatchObject({ errors: [{ pointer: '/name' }] });
    expect((await create('Entra ID', await addAccount(app))).status).toBe(201);
    await restOf(app, acme).delete(`/oauth-clients/${id}`);
    expect((await create('entra id')).status).toBe(201);
  });

  it('is given once, if several requests ask for it at once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => create('At once')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(4);
  });

  it('has a number if an app of the catalogue is called like another connection', async () => {
    await addClient(app, acme, { name: 'okta' });
    const okta = await addCatalogueClient(app);
    for (let time = 0; time < 2; time++) await authorize(app, acme, okta);
    const connections = items(await restOf(app, acme).get('/oauth-clients?limit=100'));
    const allowed = connections.filter(({ kind }) => kind === 'catalogue');
    expect(allowed.map(({ name }) => name)).toEqual(['Okta (2)']);
  });

  it('may stay with connections that had it in common, and no others get it', async () => {
    const dataSource = app.get(DataSource);
    const migration = new ConnectionNames1764000105000();
    const clients = [await addClient(app, acme), await addClient(app, acme)];
    const runner = dataSource.createQueryRunner();
    await migration.down(runner);
    for (const [number, { id }] of clients.entries()) {
      const name = number === 0 ? 'In common' : 'IN COMMON';
      await runner.query('UPDATE `oauth_clients` SET `name` = ? WHERE `id` = ?', [name, id]);
    }
    await migration.up(runner);
    await migration.up(runner);
    await runner.release();
    for (const client of clients) {
      const scim = scimWith(app, await accessToken(app, client));
      expect((await scim.get('/Users?count=1')).status).toBe(200);
    }
    expect((await create('in common')).status).toBe(409);
    await restOf(app, acme).delete(`/oauth-clients/${clients[0]?.id}`);
    expect((await create('in common')).status).toBe(201);
  });
});
