import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../src/database/unit-of-work.js';
import { AccountLines, AT_ONCE } from '../../src/database/account-lines.js';
import { User } from '../../src/users/user.entity.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { until } from '../support/condition.js';
import { serverLanes, type DatabaseLane } from '../support/lanes.js';

const FLOOD = 100;

/** SQLite has no connections that requests could take from each other: its one writer goes from turn to turn. */
const lane = serverLanes()[0];

describe.runIf(lane)('an account whose requests are all stuck in the database', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane as DatabaseLane);
  });

  afterAll(() => app.close());

  /** What `/metrics` says of the requests that wait in the lines of their accounts. */
  const waiting = async (): Promise<number> => {
    const text = await (await fetch(`${app.url}/metrics`)).text();
    return Number(/^declaree_account_requests_waiting (\d+)$/m.exec(text)?.[1]);
  };

  /** Opens as many transactions as the account may have, each on a connection of its own, until what it gives is called. */
  const occupy = async ({ id: accountId }: TestAccount): Promise<() => Promise<void>> => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let begun = 0;
    const held = Array.from({ length: AT_ONCE }, () =>
      app.get(UnitOfWork).write(accountId, async (tx) => {
        await tx.find(User, { columns: ['id'] });
        begun += 1;
        await released;
      }),
    );
    await until('all of them have begun', () => begun === AT_ONCE);
    return async () => {
      release();
      await Promise.all(held);
    };
  };

  it('leaves connections to the others, and is answered when it can be', async () => {
    const [greedy, modest] = [await addAccount(app), await addAccount(app)];
    const group = await greedy.scim.create('/Groups', { displayName: 'Approvers' });
    expect((await modest.scim.get('/Users')).status).toBe(200);
    const leave = await occupy(greedy);
    let answered = 0;
    const flood = Array.from({ length: FLOOD }, async (_, number) => {
      const { status } = await greedy.scim.patch(`/Groups/${group.id}`, [
        { op: 'replace', path: 'externalId', value: `${number}` },
      ]);
      answered += 1;
      return status;
    });
    await until('all of them are in line', async () => (await waiting()) === FLOOD);

    expect((await modest.scim.post('/Users', { userName: 'mira@modest.example' })).status).toBe(201);
    expect((await modest.scim.get('/Users')).body).toMatchObject({ totalResults: 2 });
    expect(answered).toBe(0);

    await leave();
    expect(new Set(await Promise.all(flood))).toEqual(new Set([204]));
    expect(await waiting()).toBe(0);
  });
});

describe('the line of an account', () => {
  it('has a bound, beyond which requests are refused, and counts itself right', async () => {
    const lines = new AccountLines();
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const inLine = Array.from({ length: AT_ONCE + 5_000 }, () => lines.take('greedy', () => released));
    await new Promise(setImmediate);
    expect(lines.waiting).toBe(5_000);
    await expect(lines.take('greedy', () => released)).rejects.toMatchObject({
      kind: 'throttled',
      code: 'too-many-requests',
      facts: { retryAfterSeconds: 2 },
    });
    expect(await lines.take('modest', () => Promise.resolve('done'))).toBe('done');
    release();
    await Promise.all(inLine);
    expect({ waiting: lines.waiting, refused: lines.refused }).toEqual({ waiting: 0, refused: 1 });
  });

  it('goes on after work that failed', async () => {
    const lines = new AccountLines();
    const failing = Array.from({ length: 3 * AT_ONCE }, () =>
      lines.take('acme', () => Promise.reject(new Error('no'))),
    );
    const results = await Promise.allSettled(failing);
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(await lines.take('acme', () => Promise.resolve('done'))).toBe('done');
  });
});
