import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootApp, type TestApp } from '../support/app.js';
import { sqliteAndOneServer, type DatabaseLane } from '../support/lanes.js';
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

  it('make the next answers 429, for the right password too, but not at another address', async () => {
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

  it('count the same guess each time, and that at the login too', async () => {
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

  it('count the same for a name that nobody has', async () => {
    for (let guess = 0; guess < 10; guess++) {
      expect((await knock('nobody', `guess ${guess}`, '192.0.2.1')).status).toBe(401);
    }
    expectThrottled(await knock('nobody', 'guess', '192.0.2.1'));
  });

  it('are no more than ten when they come at once', async () => {
    await person('three');
    const guesses = Array.from({ length: 30 }, (_, guess) => knock('three', `guess ${guess}`, '192.0.2.1'));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
  });

  it('are not counted for right ones, one after another or at once', async () => {
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

describe('wrong passwords counted in Redis', () => {
  const [sqlite] = sqliteAndOneServer();

  it('count in the process while Redis is away', async () => {
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

  it('are shared by replicas, and name nobody there', async ({ skip }) => {
    const redis = new Redis(REDIS_URL, { lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => undefined);
    const connected = await redis.connect().then(
      () => true,
      () => false,
    );
    if (!connected && process.env['CI']) throw new Error(`no Redis at ${REDIS_URL}`);
    if (!connected) skip(`no Redis at ${REDIS_URL}; set TEST_REDIS_URL`);

    const replicas = await Promise.all(
      [1, 2].map(() => bootApp(sqlite as DatabaseLane, { REDIS_URL, TRUST_PROXY: 'true' })),
    );
    const userName = `okta-${randomUUID()}@acme.example`;
    const keysBefore = new Set(await redis.keys('declaree:*'));
    for (const app of replicas) {
      await addAccount(app, 'acme', { userName, password: 'right' });
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
    redis.disconnect();
  });
});
