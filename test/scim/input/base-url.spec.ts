import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes, type DatabaseLane } from '../../support/lanes.js';
import { SCIM_TYPE, scimError, send } from '../../support/scim-client.js';
import { restOf } from '../../rest/rest-client.js';

// Paths do not depend on the database.
const [sqlite] = databaseLanes() as [DatabaseLane];

describe('a wrong base URL', () => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(sqlite, { PUBLIC_URL: 'https://app.declaree.example' });
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const ask = (path: string, { method = 'GET', accept = SCIM_TYPE } = {}) =>
    send(app.url + path, method, { headers: { authorization: acme.scim.authorization, accept } });

  const refusal = (path: string) => ({
    status: 404,
    body: scimError(404, {
      detail: `There is nothing at ${path}. The base URL of the SCIM service is https://app.declaree.example/SCIM/v2: enter it in the identity provider, without anything after it.`,
    }),
  });

  it.each([
    '/SCIM/v2/v2/Users',
    '/SCIM/v2/Users/Users',
    '/scim/v2/users/groups/',
    '/SCIM/v2/Users/Users/4711',
    '/scim/v2/SCIM/v2/Users',
    '/SCIM/v2/Devices',
  ])('is explained in the answer to %s and in the log', async (path) => {
    expect(await ask(`${path}?startIndex=1&count=2`)).toMatchObject(refusal(path));
    expect(await ask(path, { method: 'POST' })).toMatchObject(refusal(path));
    const { items } = await restOf(app, acme).read('/provisioning/events?outcome=failure&limit=1');
    expect(items).toMatchObject([
      { status: 404, code: 'unknown-path', detail: refusal(path).body['detail'] },
    ]);
  });

  it.each([
    '/Users',
    '/users/4711',
    '/v2/Users',
    '/scim',
    '/scim/v1/Users',
    '/SCIM/v2.0/Groups/',
    '/declaree/SCIM/v2/Users',
    '/ServiceProviderConfig',
    '/Users/.search',
  ])('is explained in the answer to %s, with any credential or none', async (path) => {
    for (const method of ['GET', 'POST', 'PATCH'])
      expect(await ask(path, { method })).toMatchObject(refusal(path));
    const answer = await send(`${app.url + path}?filter=userName eq "x"`, 'GET');
    expect(answer).toMatchObject(refusal(path));
    expect(answer.headers.get('content-type')).toContain(SCIM_TYPE);
  });

  it('is not explained to browsers, or for paths that do not look like SCIM', async () => {
    const page = await fetch(`${app.url}/users`, { headers: { accept: 'text/html,*/*' } });
    expect(page.status).toBe(404);
    expect(await page.text()).toContain('There is no page at /users.');
    expect(await ask('/nothing')).toMatchObject({ status: 404, body: { code: 'unknown-path' } });
  });
});
