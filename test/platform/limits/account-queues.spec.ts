import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FairQueue } from '../../../src/platform/limits/fair-queue.js';
import { NobodyWaits, type Waiter } from '../../../src/common/waiter.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { ORDINARY } from '../../../src/platform/database/account-queues.js';
import { User } from '../../../src/users/user.entity.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { serverLanes } from '../../support/lanes.js';

const FLOOD = 100;

/** SQLite has no connection pool that requests could exhaust. */
const lanes = serverLanes();

describe.runIf(lanes.length > 0).each(lanes)('accounts whose requests are all stuck in $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  /** The number of waiting requests in `/metrics`. */
  const waiting = async (): Promise<number> => {
    const text = await (await fetch(`${app.url}/metrics`)).text();
    return Number(/^declaree_account_requests_waiting (\d+)$/m.exec(text)?.[1]);
  };

  /** Opens a number of transactions, each on its own connection, until the returned function is called. */
  const occupy = async ({ id: accountId }: TestAccount, count: number): Promise<() => Promise<void>> => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let begun = 0;
    const held = Array.from({ length: count }, () =>
      app.get(UnitOfWork).write(accountId, async (tx) => {
        await tx.find(User, { columns: ['id'] });
        begun += 1;
        await released;
      }),
    );
    await until('all of them have begun', () => begun === count);
    return async () => {
      release();
      await Promise.all(held);
    };
  };

  it('leave connections to others, and are answered later', async () => {
    const [greedy, modest] = [await addAccount(app), await addAccount(app)];
    const group = await greedy.scim.create('/Groups', { displayName: 'Approvers' });
    const leave = await occupy(greedy, ORDINARY.ofOne.atOnce);
    let answered = 0;
    const flood = Array.from({ length: FLOOD }, async (_, number) => {
      const { status } = await greedy.scim.patch(`/Groups/${group.id}`, [
        { op: 'replace', path: 'externalId', value: `${number}` },
      ]);
      answered += 1;
      return status;
    });
    await until('all of them wait', async () => (await waiting()) === FLOOD);

    expect((await modest.scim.post('/Users', { userName: 'mira@modest.example' })).status).toBe(201);
    expect((await modest.scim.get('/Users')).body).toMatchObject({ totalResults: 2 });
    expect(answered).toBe(0);

    await leave();
    expect(new Set(await Promise.all(flood))).toEqual(new Set([204]));
    expect(await waiting()).toBe(0);
  });

  it('leave a connection to a third one if two of them take all they can', async () => {
    const [first, second, third] = [await addAccount(app), await addAccount(app), await addAccount(app)];
    const leaveFirst = await occupy(first, ORDINARY.ofOne.atOnce);
    const leaveSecond = await occupy(second, 1);
    expect((await third.scim.post('/Users', { userName: 'mira@third.example' })).status).toBe(201);
    await Promise.all([leaveFirst(), leaveSecond()]);
  });
});

/** Work that ends on request. */
function heldWork() {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  return { release, work: () => released };
}

/** A waiter that leaves on request. */
function aWaiter() {
  const listeners = new Set<() => void>();
  const waiter: Waiter & { leave: () => void } = {
    hasLeft: false,
    onLeave: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    leave: () => {
      Object.assign(waiter, { hasLeft: true });
      for (const listener of listeners) listener();
    },
  };
  return waiter;
}

describe('a fair queue', () => {
  const queue = (atOnce: number, reserve = 0, amongOthers = 5) =>
    new FairQueue({ atOnce, reserve, ofOne: { atOnce: 5, amongOthers, waiting: 3 } });

  it('gives a free slot to the sender with the fewest running calls, then in turn', async () => {
    const fair = queue(1);
    const order: string[] = [];
    const { release, work } = heldWork();
    const first = fair.take('greedy', work);
    const enter = (sender: string, name: string) =>
      fair.take(sender, () => {
        order.push(name);
        return Promise.resolve();
      });
    const rest = [
      enter('greedy', 'g1'),
      enter('greedy', 'g2'),
      enter('modest', 'm1'),
      enter('modest', 'm2'),
      enter('third', 't1'),
    ];
    expect(fair.waiting).toBe(5);
    release();
    await Promise.all([first, ...rest]);
    expect(order).toEqual(['g1', 'm1', 't1', 'g2', 'm2']);
    expect(fair.waiting).toBe(0);
  });

  it('reserves slots for senders without running calls', async () => {
    const fair = queue(4, 1);
    const { release, work } = heldWork();
    const running = Array.from({ length: 4 }, () => fair.take('greedy', work));
    expect(fair.waiting).toBe(1);
    expect(await fair.take('modest', () => Promise.resolve('done'))).toBe('done');
    release();
    await Promise.all(running);
  });

  it('gives a sender fewer slots while others are active', async () => {
    const fair = queue(4, 0, 2);
    await fair.take('modest', () => Promise.resolve());
    const { release, work } = heldWork();
    const running = Array.from({ length: 4 }, () => fair.take('greedy', work));
    expect(fair.waiting).toBe(2);
    release();
    await Promise.all(running);
  });

  it('reports a full queue, and continues after failed work', async () => {
    const fair = queue(1);
    const failing = Array.from({ length: 4 }, () => fair.take('acme', () => Promise.reject(new Error('no'))));
    expect([fair.isFull('acme'), fair.isFull('other')]).toEqual([true, false]);
    const results = await Promise.allSettled(failing);
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(fair.isFull('acme')).toBe(false);
    expect(await fair.take('acme', () => Promise.resolve('done'))).toBe('done');
  });

  it('drops calls whose waiter has left before they start, and no others', async () => {
    const fair = queue(1);
    const { release, work } = heldWork();
    const waiter = aWaiter();
    const first = fair.take('acme', work, waiter);
    let begun = false;
    const dropped = fair.take('acme', () => Promise.resolve((begun = true)), waiter);
    const kept = fair.take('acme', () => Promise.resolve('kept'));
    waiter.leave();
    await expect(dropped).rejects.toBeInstanceOf(NobodyWaits);
    await expect(fair.take('acme', work, waiter)).rejects.toBeInstanceOf(NobodyWaits);
    release();
    await first;
    expect(await kept).toBe('kept');
    expect({ begun, waiting: fair.waiting }).toEqual({ begun: false, waiting: 0 });
  });
});
