import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { ProvisioningLog } from '../../../src/provisioning/log/provisioning-log.service.js';
import type { Failure } from '../../../src/scim/resources/failure-kind.js';
import { FailureLog } from '../../../src/scim/resources/failure-log.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { send } from '../../support/scim-client.js';
import { items } from '../../rest/support/support-client.js';

const FAILED = 90;

describe.each(databaseLanes())('requests that fail on $name because the database is too busy', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const failure: Failure = {
    operation: 'create',
    resourceType: 'User',
    resourceId: null,
    status: 503,
    detail: 'The database does not answer at the moment. Try again shortly.',
    code: null,
    client: null,
    durationMs: 10_000,
  };

  it('do not make it busier by their events, which in the end cover all of them', async () => {
    const failures = app.get(FailureLog);
    const caller = { accountId: acme.id, actor: acme.admin.userName };
    app.statements.clear();
    await Promise.all(Array.from({ length: FAILED }, () => failures.record(caller, failure)));
    await app.get(LateWrites).flush();
    const transactions = app.statements.statements.filter((sql) => /^(?:BEGIN|START)/.test(sql));
    expect(transactions.length).toBeLessThan(5);
    const answer = await send(`${app.url}/api/v1/provisioning/events?outcome=failure&limit=100`, 'GET', {
      headers: { authorization: acme.scim.authorization },
    });
    expect(items(answer)).toMatchObject([
      { status: 503, count: FAILED - 1 },
      { status: 503, count: 1 },
    ]);
  });

  it('leave their events even if the server stops right after them', async () => {
    const database = await createMigrated(lane);
    const kept = {
      name: lane.name,
      create: () => Promise.resolve({ ...database, drop: () => Promise.resolve() }),
    };
    const first = await bootApp(kept);
    const { id, admin } = await addAccount(first);
    await first.get(FailureLog).record({ accountId: id, actor: admin.userName }, failure);
    await first.close();
    const second = await bootApp(kept);
    const events = await second
      .get(UnitOfWork)
      .read(id, (tx) => second.get(ProvisioningLog).page(tx, { limit: 10 }));
    expect(events.items.map(({ status }) => status)).toEqual([503]);
    await second.close();
    await database.drop();
  });
});
