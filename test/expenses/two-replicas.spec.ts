import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restOf } from '../rest/rest-client.js';
import { bootApp, type TestApp } from '../support/app.js';
import { serverLanes } from '../support/lanes.js';
import { basic, ScimClient } from '../support/scim-client.js';
import { ExpenseAccount, type Report } from './expense-account.js';

const ROUNDS = 4;

describe.each(serverLanes())('approvals on two replicas of $name', (lane) => {
  let app: TestApp;
  let other: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane, { RATE_LIMIT_PER_ACCOUNT: 'off' });
    other = await bootApp(lane, { RATE_LIMIT_PER_ACCOUNT: 'off', DATABASE_URL: app.databaseUrl });
  });

  afterAll(async () => {
    await other.close();
    await app.close();
  });

  it('leave two managers who are deactivated at once, and nobody submits to one who is gone', async () => {
    const acme = await ExpenseAccount.create(app);
    const { userName, password } = acme.account.admin;
    const there = new ScimClient(`${other.url}/SCIM/v2`, basic(userName, password));
    for (let round = 0; round < ROUNDS; round++) {
      const top = await acme.person(`top${round}`);
      const upper = await acme.person(`upper${round}`, { managerId: top.id });
      const manager = await acme.person(`manager${round}`, { managerId: upper.id });
      const owner = await acme.person(`owner${round}`, { managerId: manager.id });
      const early = await acme.submitted(owner);
      const off = [{ op: 'replace' as const, path: 'active', value: false }];
      const [first, second, late] = await Promise.all([
        acme.scimDeactivate(manager.id),
        there.patch(`/Users/${upper.id}`, off),
        acme.submitted(owner),
      ]);
      expect([first.status, second.status]).toEqual([200, 200]);
      for (const { id } of [early, late]) {
        const report = (await restOf(other, acme.account).read(`/expense-reports/${id}`)) as Report;
        expect(report).toMatchObject({ status: 'submitted', currentApproverId: top.id });
      }
    }
  });
});
