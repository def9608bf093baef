import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCatalogueClient, addClient } from '../oauth/oauth.js';
import { switchExpenses } from '../expenses/expense-account.js';
import { addAccount, addOperator, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { routePath, servedRoutes } from './openapi/served-routes.js';
import { items, RestClient, restOf, stored, type Stored } from './rest-client.js';

/** A resource to change, its values to send back, and what any request must have. */
interface Visit {
  client: RestClient;
  path: string;
  same: (read: Stored) => object;
  always?: object;
}

describe.each(sqliteAndOneServer())('a PATCH that changes nothing on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let visits: Record<string, Visit>;
  let trails: () => Promise<unknown[]>;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    await switchExpenses(app, acme.id, true);
    const admin = restOf(app, acme);
    const operator = new RestClient(app, await addOperator(app));
    visits = { ...(await visitsOfAdmin(app, acme, admin)), ...(await visitsOfOperator(app, acme, operator)) };
    trails = async () => [
      ...items(await admin.get('/audit?limit=100')),
      ...items(await operator.get('/support/audit?limit=100')),
    ];
  });

  afterAll(() => app.close());

  it('is tried with every resource', () => {
    const served = servedRoutes(app).filter((route) => route.startsWith('PATCH /api/'));
    const tried = Object.keys(visits).map((route) => `PATCH ${routePath(`/api/v1${route}`)}`);
    expect(tried.toSorted()).toEqual(served.toSorted());
  });

  it('has no effect, and leaves no entry in an audit trail', async () => {
    for (const [route, { client, path, same, always }] of Object.entries(visits)) {
      const before = stored(await client.patch(path, { ...always }));
      const entries = await trails();
      for (const body of [{}, same(before)]) {
        const answer = await client.patch(path, { ...always, ...body });
        expect({ route, body, answer: stored(answer) }).toEqual({ route, body, answer: before });
        expect({ route, body, trails: await trails() }).toEqual({ route, body, trails: entries });
      }
    }
  });

  it('does not give an organization an approval policy of its own', async () => {
    const path = `/organizations/${acme.organizations.be.id}/approval-policy`;
    const { client } = visits[POLICY] as Visit;
    const before = await client.read(path);
    expect(before).toMatchObject({ fromId: acme.organizations.parent.id, levels: 1 });
    expect(stored(await client.patch(path, {}))).toEqual(before);
    // The same rules as those above, but from now on its own.
    expect(stored(await client.patch(path, { levels: 1 }))).toMatchObject({
      fromId: acme.organizations.be.id,
      version: 1,
    });
  });
});

const POLICY = '/organizations/{id}/approval-policy';

const pick =
  (...names: string[]) =>
  (read: Stored) =>
    Object.fromEntries(names.map((name) => [name, read[name]]));

const SETTINGS = ['alarmAbove', 'alarmPercent', 'lockManaged', 'paused', 'rolesGrant'];
const RULES = ['levels', 'finalApproverId', 'finalGroupId', 'finalFrom', 'fallback'];
const PERSON = ['userName', 'displayName', 'title', 'role', 'active', 'organizationId', 'managerId', 'email'];

async function visitsOfAdmin(
  app: TestApp,
  account: TestAccount,
  client: RestClient,
): Promise<Record<string, Visit>> {
  const report = await client.create('/expense-reports', { title: 'Train', currency: 'EUR', total: 1 });
  const { id: userId } = await client.create('/users', { userName: 'anna@acme.example', title: 'Clerk' });
  const group = await client.create('/groups', { displayName: 'Everybody', role: 'approver' });
  const connection = await addClient(app, account);
  const hook = { url: 'https://acme.example/hook', kinds: ['silence', 'alarm'] };
  const webhook = await client.create('/notifications/webhooks', hook);
  const { parent } = account.organizations;
  const policy = `/organizations/${parent.id}/approval-policy`;
  stored(await client.patch(policy, { levels: 1 }));
  return {
    '/expense-reports/{id}': {
      client,
      path: `/expense-reports/${report.id}`,
      same: pick('title', 'currency', 'total'),
    },
    [POLICY]: { client, path: policy, same: pick(...RULES) },
    '/organizations/{id}': { client, path: `/organizations/${parent.id}`, same: pick('name', 'parentId') },
    '/users/{id}': { client, path: `/users/${userId}`, same: pick(...PERSON) },
    '/groups/{id}': { client, path: `/groups/${group.id}`, same: pick('displayName', 'externalId', 'role') },
    '/oauth-clients/{id}': {
      client,
      path: `/oauth-clients/${connection.id}`,
      same: pick('name', 'organizationId'),
    },
    '/notifications/preferences': {
      client,
      path: '/notifications/preferences',
      same: pick('failures', 'alarm', 'silence', 'expiry', 'approvals'),
    },
    '/notifications/webhooks/{id}': {
      client,
      path: `/notifications/webhooks/${webhook.id}`,
      same: pick('url', 'kinds', 'enabled'),
    },
    '/provisioning/settings': { client, path: '/provisioning/settings', same: pick(...SETTINGS) },
  };
}

async function visitsOfOperator(
  app: TestApp,
  { id }: TestAccount,
  client: RestClient,
): Promise<Record<string, Visit>> {
  const colleague = stored(
    await client.post('/support/operators', { username: 'colleague@declaree.example' }),
    201,
  );
  stored(await client.patch(`/support/operators/${colleague.id}`, { disabled: true }));
  const catalogue = await addCatalogueClient(app);
  return {
    '/support/accounts/{id}/provisioning-settings': {
      client,
      path: `/support/accounts/${id}/provisioning-settings`,
      same: pick(...SETTINGS),
      always: { reason: 'The customer has asked for it.' },
    },
    '/support/operators/{id}': {
      client,
      path: `/support/operators/${colleague.id}`,
      same: () => ({ disabled: null, resetPassword: null }),
    },
    '/support/oauth-clients/{id}': {
      client,
      path: `/support/oauth-clients/${catalogue.id}`,
      same: pick('name', 'redirectUris'),
    },
  };
}
