import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BodyBudgets, BODY_LIMIT } from '../../../src/platform/http/body-budgets.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { databaseLanes, type DatabaseLane } from '../../support/lanes.js';

const [sqlite] = databaseLanes() as [DatabaseLane];

/** Two of them exceed an account's memory budget. */
const LARGE = 6_000_000;
const SENT = 3;

const search = (size: number) => ({ filter: 'title pr', unknown: 'x'.repeat(size) });
const user = (userName: string, size: number) => ({ userName, unknown: 'x'.repeat(size) });

describe('large bodies', () => {
  let app: TestApp;
  let greedy: TestAccount;
  let other: TestAccount;
  let budgets: BodyBudgets;

  beforeAll(async () => {
    app = await bootApp(sqlite);
    [greedy, other] = [await addAccount(app), await addAccount(app)];
    for (const { scim } of [greedy, other]) await scim.get('/ServiceProviderConfig');
    budgets = app.get(BodyBudgets);
  });

  afterAll(() => app.close());

  /** Keeps the greedy account's requests from the database until the work is done. */
  const whileBusy = async (work: () => Promise<void>) => {
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const busy = app.get(UnitOfWork).search(greedy.id, () => released);
    await work();
    release();
    await busy;
  };

  it('of one account are limited to its memory budget, the rest stays unread, and others do not wait', async () => {
    let answers: Promise<number>[] = [];
    await whileBusy(async () => {
      answers = Array.from({ length: SENT }, async () => {
        return (await greedy.scim.post('/Users/.search', search(LARGE))).status;
      });
      await until('all but one wait', () => budgets.waiting === SENT - 1);
      for (const size of [10, LARGE]) {
        expect((await other.scim.post('/Users/.search', search(size))).status).toBe(200);
      }
      expect(budgets.waiting).toBe(SENT - 1);
      answers.push(greedy.scim.post('/Users/.search', search(10)).then(({ status }) => status));
    });
    expect(await Promise.all(answers)).toEqual(Array.from({ length: SENT + 1 }, () => 200));
    expect(budgets.waiting).toBe(0);
  });

  it('of the largest size are served, one after another', async () => {
    const frame = JSON.stringify(user('largest0@acme.example', 0)).length;
    const statuses = await Promise.all(
      [0, 1].map(async (number) => {
        const body = user(`largest${number}@acme.example`, BODY_LIMIT - frame);
        return (await greedy.scim.post('/Users', body)).status;
      }),
    );
    expect(statuses).toEqual([201, 201]);
  });
});
