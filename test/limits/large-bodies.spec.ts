import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccountLines, AT_ONCE } from '../../src/database/account-lines.js';
import { UnitOfWork } from '../../src/database/unit-of-work.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { until } from '../support/condition.js';
import { databaseLanes, type DatabaseLane } from '../support/lanes.js';

const [sqlite] = databaseLanes() as [DatabaseLane];

/** Of an account, at once. */
const HELD = 8;
const SENT = 20;

/** Of some 100 KB. */
const largeUser = (userName: string) => ({ userName, unknown: 'x'.repeat(100_000) });

describe('large bodies', () => {
  let app: TestApp;
  let greedy: TestAccount;
  let other: TestAccount;

  beforeAll(async () => {
    app = await bootApp(sqlite);
    [greedy, other] = [await addAccount(app), await addAccount(app)];
    for (const { scim } of [greedy, other]) await scim.get('/ServiceProviderConfig');
  });

  afterAll(() => app.close());

  it('of one account are held a few at a time, the rest waits unread, and others do not wait', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const busy = Array.from({ length: AT_ONCE }, () => app.get(UnitOfWork).read(greedy.id, () => released));
    const lines = app.get(AccountLines);
    const answers = Array.from({ length: SENT }, (_, number) =>
      greedy.scim.post('/Users', largeUser(`large${number}@acme.example`)),
    );
    // What has been read waits in the account's line for its turn at the database.
    await until('the first have been read', () => lines.waiting === HELD);
    for (const number of [1, 2, 3]) {
      expect((await other.scim.post('/Users', largeUser(`other${number}@acme.example`))).status).toBe(201);
    }
    expect(lines.waiting).toBe(HELD);
    const small = greedy.scim.post('/Users', { userName: 'small@acme.example' });
    await until('a small one has been read', () => lines.waiting === HELD + 1);
    release();
    await Promise.all(busy);
    const statuses = (await Promise.all([...answers, small])).map(({ status }) => status);
    expect(statuses).toEqual(Array.from({ length: SENT + 1 }, () => 201));
  });
});
