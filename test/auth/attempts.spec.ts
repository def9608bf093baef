import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openGuesses } from '../../src/auth/attempts.module.js';
import { clientAddressOf } from '../../src/auth/client-address.js';
import { GuessLimiter } from '../../src/auth/guess-limiter.js';
import { bootApp, type TestApp } from '../support/app.js';
import { restoreClock, setClock } from '../support/clock.js';
import { sqliteAndOneServer, type DatabaseLane } from '../support/lanes.js';
import { createMigrated } from '../support/migrated.js';
import { basic, type Answer } from '../support/scim-client.js';
import { addAccount, addUser, SCIM, send, type Person } from './people.js';

const REDIS_URL = process.env['TEST_REDIS_URL'] || 'redis://127.0.0.1:6379';
const NO_REDIS_URL = 'redis://127.0.0.1:1';

function knocking(app: TestApp) {
  return (userName: string, password: string, address: string) =>
    send(app, SCIM, { authorization: basic(userName, password), 'x-forwarded-for': address });
}

function expectThrottled({ status, headers }: Answer): void {
  expect(status).toBe(429);
  const seconds = headers.get('retry-after') ?? '';
  expect(seconds).toMatch(/^[1-9]\d*$/);
  expect(Number(seconds)).toBeLessThanOrEqual(60);
}

describe.each(sqliteAndOneServer())('ten wrong passwords within a minute on $name', (lane) => {
  let app: TestApp;
  let acme: Person;
  let knock: ReturnType<typeof knocking>;

  beforeAll(async () => {
    app = await bootApp(lane, { TRUST_PROXY: 'true' });
    acme = await addAccount(app, 'acme');
    knock = knocking(app);
  });

  afterAll(() => app.close());

  const person = (userName: string) => addUser(app, acme, { userName, password: 'right' });

  it('turn the next answers into 429, also for the correct password, but not from another address', async () => {
    await person('one');
    for (let guess = 0; guess < 10; guess++) {
      expect((await knock('one', `guess ${guess}`, '192.0.2.1')).status).toBe(401);
    }
    expectThrottled(await knock('one', 'guess 11', '192.0.2.1'));
    expectThrottled(await knock('ONE', 'right', '192.0.2.1'));
    expect((await knock('one', 'right', '192.0.2.2')).status).toBe(200);
    expectThrottled(await knock('one', 'right', '192.0.2.1'));
    expect((await knock(acme.userName, acme.password, '192.0.2.1')).status).toBe(200);
  });

  it('count a repeated guess each time, also at the login', async () => {
    await person('two');
    for (let guess = 0; guess < 5; guess++) {
      expect((await knock('two', 'guess', '192.0.2.1')).status).toBe(401);
      const body = { username: 'two', password: 'guess' };
      const login = await send(app, 'POST /api/v1/auth/login', { body, 'x-forwarded-for': '192.0.2.1' });
      expect(login.status).toBe(401);
    }
    const body = { username: 'two', password: 'right' };
    expectThrottled(await send(app, 'POST /api/v1/auth/login', { body, 'x-forwarded-for': '192.0.2.1' }));
    expectThrottled(await knock('two', 'right', '192.0.2.1'));
  });

  it('count the same for an unknown name', async () => {
    for (let guess = 0; guess < 10; guess++) {
      expect((await knock('nobody', `guess ${guess}`, '192.0.2.1')).status).toBe(401);
    }
    expectThrottled(await knock('nobody', 'guess', '192.0.2.1'));
  });

  it('are not more than ten when they are concurrent', async () => {
    await person('three');
    const guesses = Array.from({ length: 30 }, (_, guess) => knock('three', `guess ${guess}`, '192.0.2.1'));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
  });

  it('do not count correct ones, sequential or concurrent', async () => {
    await person('four');
    const once = Array.from({ length: 30 }, () => knock('four', 'right', '192.0.2.1'));
    for (const { status } of await Promise.all(once)) expect(status).toBe(200);
    for (let guess = 0; guess < 9; guess++) await knock('four', `guess ${guess}`, '192.0.2.1');
    for (let request = 0; request < 15; request++) {
      expect((await knock('four', 'right', '192.0.2.1')).status).toBe(200);
    }
    expect((await knock('four', 'guess 10', '192.0.2.1')).status).toBe(401);
    expectThrottled(await knock('four', 'right', '192.0.2.1'));
  });
});

describe('the limits on guessing', () => {
  let app: TestApp;
  let acme: Person;
  let knock: ReturnType<typeof knocking>;

  beforeAll(async () => {
    app = await bootApp(sqliteAndOneServer()[0] as DatabaseLane, { TRUST_PROXY: 'true' });
    acme = await addAccount(app, 'acme');
    knock = knocking(app);
  });

  afterAll(() => app.close());

  const guess = async (userName: string, addresses: readonly string[]): Promise<number[]> => {
    const statuses: number[] = [];
    for (const [index, address] of addresses.entries()) {
      statuses.push((await knock(userName, `guess ${index}`, address)).status);
    }
    return statuses;
  };
  const times = <T>(count: number, of: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => of(index));

  it.each<[string, (index: number) => string]>([
    ['addresses of one /64', (index) => `2001:db8:1:2::${index}`],
    ['one address with ports', (index) => `192.0.2.77:${4000 + index}`],
    ['one address in brackets and without', (index) => (index % 2 ? '[2001:db8:5::1]:443' : '2001:db8:5::1')],
    ['one IPv4 address in two notations', (index) => (index % 2 ? '::ffff:192.0.2.78' : '192.0.2.78')],
  ])('take %s for one sender', async (_, addressOf) => {
    const userName = `one of ${addressOf(0)}`;
    expect(await guess(userName, times(11, addressOf))).toEqual([...times(10, () => 401), 429]);
    expect((await knock(userName, 'guess', '203.0.113.5')).status).toBe(401);
  });

  it('count the plain form of a login and the form with the slug together', async () => {
    await addUser(app, acme, { userName: 'alias', password: 'right' });
    expect(
      await guess(
        'alias',
        times(5, () => '192.0.2.1'),
      ),
    ).toEqual(times(5, () => 401));
    expect(
      await guess(
        'acme/Alias',
        times(5, () => '192.0.2.1'),
      ),
    ).toEqual(times(5, () => 401));
    expectThrottled(await knock('alias', 'right', '192.0.2.1'));
    expectThrottled(await knock('acme/alias', 'right', '192.0.2.1'));
  });

  it('let a network try a hundred names, and known logins afterwards', async () => {
    await addUser(app, acme, { userName: 'colleague', password: 'right' });
    expect((await knock('colleague', 'right', '198.51.100.7')).status).toBe(200);
    // Like a hundred logins with different names, which would be slow with argon2.
    const guesses = app.get(GuessLimiter);
    for (const id of times(100, (index) => `sprayed ${index}`)) {
      await guesses.count({ ...clientAddressOf('198.51.100.20'), logins: [{ id, isKnownThere: false }] });
    }
    expectThrottled(await knock('sprayed', 'Summer2026', '198.51.100.21'));
    const another = await addUser(app, acme, { userName: 'newcomer', password: 'right' });
    expectThrottled(await knock(another.userName, 'right', '198.51.100.9'));
    // Known by name and network, whatever verified the password.
    expect((await knock('colleague', 'wrong', '198.51.100.8')).status).toBe(401);
    expect((await knock('colleague', 'right', '198.51.100.8')).status).toBe(200);
    expect((await knock(another.userName, 'right', '203.0.113.9')).status).toBe(200);
    // A recently verified credential is accepted from anywhere.
    expect((await knock(another.userName, 'right', '198.51.100.9')).status).toBe(200);
  });

  it('let one address fail a hundred times an hour for one login, without affecting other addresses', async () => {
    setClock(Date.now(), { timeouts: true });
    try {
      const guesses = openGuesses(null);
      const logins = [{ id: 'somebody', isKnownThere: false }];
      const from = (address: string) => guesses.count({ ...clientAddressOf(address), logins });
      for (let minute = 0; minute < 10; minute++) {
        for (let number = 0; number < 10; number++) await from('192.0.2.1');
        await expect(from('192.0.2.1')).rejects.toMatchObject({ kind: 'throttled' });
        vi.advanceTimersByTime(61_000);
      }
      await expect(from('192.0.2.1')).rejects.toMatchObject({ kind: 'throttled' });
      // Other addresses still have half of the login's limit.
      for (let number = 0; number < 50; number++) await from(`10.${number}.0.1`);
      await expect(from('10.50.0.1')).rejects.toMatchObject({ kind: 'throttled' });
      vi.advanceTimersByTime(3_600_000);
      await from('192.0.2.1');
    } finally {
      restoreClock();
    }
  });

  it('let one login fail a hundred times an hour from anywhere, and still accept its owner', async () => {
    const { userId } = await addUser(app, acme, { userName: 'target', password: 'right' });
    await addUser(app, acme, { userName: 'target2', password: 'right' });
    expect((await knock('target', 'right', '192.0.2.30')).status).toBe(200);
    const guesses = app.get(GuessLimiter);
    for (const address of times(100, (index) => `10.${index}.0.1`)) {
      await guesses.count({ ...clientAddressOf(address), logins: [{ id: userId, isKnownThere: false }] });
    }
    const refused = await knock('target', 'guess', '10.200.0.1');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    expect((await knock('target', 'wrong', '192.0.2.30')).status).toBe(401);
    expect((await knock('target', 'right', '192.0.2.30')).status).toBe(200);
    expect((await knock('target2', 'right', '10.200.0.1')).status).toBe(200);
  });
});

it('a client is distinguished from its proxies if they write addresses with ports', async () => {
  const [sqlite] = sqliteAndOneServer();
  const app = await bootApp(sqlite as DatabaseLane, { TRUST_PROXY: '127.0.0.1,10.0.0.0/8' });
  const knock = knocking(app);
  for (let guess = 0; guess < 10; guess++) {
    const address = `203.0.113.9:${5_000 + guess}, 10.0.0.5:1234`;
    expect((await knock('nobody', `guess ${guess}`, address)).status).toBe(401);
  }
  expectThrottled(await knock('nobody', 'guess', '203.0.113.9, [10.0.0.6]:80'));
  expect((await knock('nobody', 'guess', '203.0.113.10:5000, 10.0.0.5:1234')).status).toBe(401);
  await app.close();
});

describe('wrong passwords counted in Redis', () => {
  const [sqlite] = sqliteAndOneServer();

  it('are counted in the process while Redis is unavailable', async () => {
    const app = await bootApp(sqlite as DatabaseLane, { REDIS_URL: NO_REDIS_URL, TRUST_PROXY: 'true' });
    const knock = knocking(app);
    const acme = await addAccount(app, 'acme');
    expect((await knock(acme.userName, acme.password, '192.0.2.1')).status).toBe(200);
    for (let guess = 0; guess < 10; guess++) {
      expect((await knock(acme.userName, 'guess', '192.0.2.1')).status).toBe(401);
    }
    expectThrottled(await knock(acme.userName, acme.password, '192.0.2.1'));
    expect((await knock(acme.userName, acme.password, '192.0.2.2')).status).toBe(200);
    await app.close();
  });

  it('are shared by replicas, without login names', async ({ skip }) => {
    const redis = new Redis(REDIS_URL, { lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => undefined);
    const connected = await redis.connect().then(
      () => true,
      () => false,
    );
    if (!connected && process.env['CI']) throw new Error(`no Redis at ${REDIS_URL}`);
    if (!connected) skip(`no Redis at ${REDIS_URL}; set TEST_REDIS_URL`);

    const database = await createMigrated(sqlite as DatabaseLane);
    const shared: DatabaseLane = {
      name: 'sqlite',
      create: () => Promise.resolve({ ...database, drop: () => Promise.resolve() }),
    };
    const replica = () => bootApp(shared, { REDIS_URL, TRUST_PROXY: 'true' });
    const replicas = [await replica(), await replica()];
    const userName = `okta-${randomUUID()}@acme.example`;
    const keysBefore = new Set(await redis.keys('declaree:*'));
    await addAccount(replicas[0] as TestApp, 'acme', { userName, password: 'right' });
    for (const app of replicas) {
      const knock = knocking(app);
      for (let guess = 0; guess < 5; guess++) {
        expect((await knock(userName, `guess ${guess}`, '192.0.2.1')).status).toBe(401);
      }
    }
    for (const app of replicas) {
      expectThrottled(await knocking(app)(userName, 'right', '192.0.2.1'));
      expect((await knocking(app)(userName, 'right', '192.0.2.2')).status).toBe(200);
    }
    const added = (await redis.keys('declaree:*')).filter((key) => !keysBefore.has(key));
    expect(added.length).toBeGreaterThan(0);
    expect(added.join(' ')).not.toContain(userName);
    await Promise.all(replicas.map((app) => app.close()));
    await database.drop();
    redis.disconnect();
  });
});
