import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restOf, RestClient } from '../rest/rest-client.js';
import { addAccount, addOperator, addUser, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { basic } from '../support/scim-client.js';
import { ownedTables, unscopedStatements } from '../support/sql-guard.js';
import { SupportClient } from '../rest/support/support-client.js';
import { examine } from './report.js';

describe.each(sqliteAndOneServer())('who sees what the doctor finds on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let globex: TestAccount;
  let support: SupportClient;
  let operator: string;

  beforeAll(async () => {
    app = await bootApp(lane);
    [acme, globex] = [await addAccount(app), await addAccount(app)];
    operator = await addOperator(app);
    support = new SupportClient(app, operator);
  });

  afterAll(() => app.close());

  it('excludes requests without a credential, employees, and operators who do not name an account', async () => {
    const employee = await addUser(app, acme, { userName: 'mira', password: 'secret' });
    expect(employee).not.toBe('');
    const statusFor = async (authorization?: string) =>
      (await new RestClient(app, authorization).get('/provisioning/doctor')).status;
    expect(await statusFor()).toBe(401);
    expect(await statusFor(basic(`${acme.slug}/mira`, 'secret'))).toBe(403);
    expect(await statusFor(operator)).toBe(403);
  });

  it("excludes administrators from another account's report, and from their own by the support path", async () => {
    for (const { id } of [acme, globex]) {
      expect((await restOf(app, acme).get(`/support/accounts/${id}/doctor`)).status).toBe(403);
    }
  });

  it('includes operators, for every account that exists', async () => {
    expect((await support.get(`/${globex.id}/doctor`)).status).toBe(200);
    expect((await support.get('/01981e2a-7c1f-7b3a-9d55-3f6f1c2b4a60/doctor')).status).toBe(404);
  });

  it("does not show or read another account's data", async () => {
    const secret = 'nobody else may see this';
    await globex.scim.create('/Users', { userName: secret });
    await globex.scim.create('/Groups', { displayName: secret });
    await globex.scim.post('/Groups', { displayName: secret });
    await acme.scim.create('/Users', { userName: 'own name' });
    await examine(app, acme);
    app.statements.clear();
    const checks = await examine(app, acme);
    const { statements } = app.statements;
    expect(statements).toContain('SAVEPOINT unit_of_work');
    expect(unscopedStatements(statements, ownedTables(app.get(DataSource)))).toEqual([]);
    expect(JSON.stringify(checks)).toContain('own name');
    expect(JSON.stringify(checks)).not.toContain(secret);
  });

  /** How many statements an examination takes. */
  const cost = async () => {
    app.statements.clear();
    await examine(app, globex);
    return app.statements.statements.length;
  };

  it('takes as many statements on a slow machine as on a fast one', async () => {
    await cost();
    const fast = await cost();
    app.statements.pauseMs = 20;
    const slow = await cost();
    app.statements.pauseMs = 0;
    expect(slow).toBe(fast);
  });

  it('takes as many statements with many users, failures and groups as with few', async () => {
    const waiting = (number: number) => ({
      userName: `person ${number}`,
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
        organization: 'None',
        manager: { managerId: 'boss' },
      },
    });
    const add = async (from: number, to: number) => {
      for (let number = from; number < to; number++) {
        await globex.scim.create('/Users', waiting(number));
        await globex.scim.post('/Users', waiting(number));
      }
    };
    await add(0, 2);
    await cost();
    const few = await cost();
    await add(2, 30);
    await cost();
    expect(await cost()).toBe(few);
  });
});
