import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { addAccount, addOperator, addUser, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { databaseLanes } from '../../support/lanes.js';
import { basic, ScimClient, send } from '../../support/scim-client.js';

/** Six a minute of one person, sixty of the account. */
const LIMIT = { RATE_LIMIT_PER_ACCOUNT: '1' };

describe.each(databaseLanes())('failures that one caller repeats on $name', (lane) => {
  let app: TestApp;
  let operator: string;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    operator = await addOperator(app);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    acme = await addAccount(app);
  });

  const events = async (of = app, authorization = operator): Promise<Record<string, unknown>[]> => {
    const url = `${of.url}/api/v1/support/accounts/${acme.id}/events`;
    const { body } = await send(url, 'GET', { headers: { authorization } });
    return body['items'] as Record<string, unknown>[];
  };
  const clientOf = async (of: TestApp, facts: { role?: 'admin'; active?: boolean }): Promise<ScimClient> => {
    await addUser(of, acme, { userName: 'lena', password: 'secret', ...facts });
    return new ScimClient(`${of.url}/SCIM/v2`, basic(`${acme.slug}/lena`, 'secret'));
  };

  it.each<[string, { role?: 'admin'; active?: boolean }]>([
    ['not-an-admin', {}],
    ['inactive', { role: 'admin', active: false }],
  ])('are one event and then a count, whatever is requested, if the caller is %s', async (code, facts) => {
    const client = await clientOf(app, facts);
    await client.get('/Users');
    app.statements.clear();
    for (let number = 0; number < 5; number++) {
      expect((await client.post('/Users', { userName: `person${number}` })).status).toBe(403);
      expect((await client.get(`/Groups/${number}`)).status).toBe(403);
    }
    // Only who the caller is matters.
    expect(app.statements.statements).toHaveLength(10);
    expect(await events()).toMatchObject([{ code, count: 1, actor: 'lena' }]);
    await app.get(LateWrites).flush();
    const [counted, ...others] = await events();
    expect(counted).toMatchObject({ code, count: 10, status: 403, outcome: 'failure' });
    expect(counted?.['reading']).toContain('It happened 10 times within a minute.');
    expect(others).toHaveLength(1);
  });

  it('are counted while the module is off, and for wrong passwords', async () => {
    const wrong = new ScimClient(acme.scim.baseUrl, basic(acme.admin.userName, 'wrong'));
    for (let number = 0; number < 4; number++) expect((await wrong.get('/Users')).status).toBe(401);
    await app.get(LateWrites).flush();
    expect(await events()).toMatchObject([
      { code: 'wrong-password', count: 3 },
      { code: 'wrong-password', count: 1 },
    ]);
  });

  it('stay separate events if an administrator is refused for a different reason each time', async () => {
    await acme.scim.create('/Users', { userName: 'ann' });
    await acme.scim.create('/Users', { userName: 'ben' });
    for (const userName of ['ann', 'ben', 'ann']) {
      expect((await acme.scim.post('/Users', { userName })).status).toBe(409);
    }
    expect((await acme.scim.get('/Users/nobody')).status).toBe(404);
    expect((await acme.scim.get('/Users/nowhere')).status).toBe(404);
    await app.get(LateWrites).flush();
    const failures = (await events()).filter(({ outcome }) => outcome === 'failure');
    expect(failures.map(({ status, count }) => [status, count])).toEqual([
      [404, 1],
      [404, 1],
      [409, 1],
      [409, 1],
      [409, 1],
    ]);
  });

  it("do not use up the account's rate limit", async () => {
    const limited = await bootApp(lane, LIMIT);
    try {
      acme = await addAccount(limited);
      const employee = await clientOf(limited, {});
      await until('the employee is refused', async () => (await employee.get('/Users')).status === 429);
      for (let request = 0; request < 20; request++) {
        expect((await acme.scim.get('/ServiceProviderConfig')).status).toBe(200);
      }
    } finally {
      await limited.close();
    }
  });
});
