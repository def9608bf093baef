import type { OpenAPIObject, ResponseObject } from '@nestjs/swagger';
import { afterEach, describe, expect, it } from 'vitest';
import { addAccount, addOperator, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { sqliteAndOneServer, type DatabaseLane } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { REDIS_SERVER, RedisServer } from '../../support/redis-server.js';
import { ScimClient, scimError, send, type Answer } from '../../support/scim-client.js';
import { restOf } from '../../rest/rest-client.js';

/** One request a second, averaged over a minute. */
const LIMIT = { RATE_LIMIT_PER_ACCOUNT: '1' };
const A_MINUTE_OF_IT = 60;

const [sqlite] = sqliteAndOneServer() as [DatabaseLane];

const ask = ({ scim }: TestAccount) => scim.get('/ServiceProviderConfig');

/** Sends requests until the account is refused, and returns how many were answered. */
async function flood(account: TestAccount): Promise<number> {
  for (let answered = 0; answered < 2 * A_MINUTE_OF_IT; answered++) {
    const { status } = await ask(account);
    if (status === 429) return answered;
    expect(status).toBe(200);
  }
  throw new Error('the account was never refused');
}

function secondsToWait({ headers }: Answer): number {
  const seconds = headers.get('retry-after') ?? '';
  expect(seconds).toMatch(/^[1-9]\d*$/);
  return Number(seconds);
}

/** The provisioning log, read by an operator, who is exempt from the account's limits. */
async function eventsOf(app: TestApp, { id }: TestAccount): Promise<unknown> {
  const { body } = await send(`${app.url}/api/v1/support/accounts/${id}/events`, 'GET', {
    headers: { authorization: await addOperator(app) },
  });
  return body['items'];
}

/** What the OpenAPI document shows for too many requests. */
async function documented(app: TestApp, path: string): Promise<unknown> {
  const { body } = await send(`${app.url}/docs/openapi.json`, 'GET');
  const { paths } = body as unknown as OpenAPIObject;
  const answer = paths[path]?.get?.responses['429'] as ResponseObject;
  const [content] = Object.values(answer.content ?? {});
  return (content?.examples?.['too-many-requests'] as { value: unknown } | undefined)?.value;
}

/** The answer with the waiting time of the document's example. */
function inSeconds(body: unknown, seconds: number): unknown {
  return JSON.parse(JSON.stringify(body).replace(`Wait ${seconds} s`, 'Wait 42 s'));
}

describe.each(sqliteAndOneServer())('an account that exceeds its rate on $name', (lane) => {
  let app: TestApp;

  afterEach(() => app.close());

  it('is refused on SCIM and REST, in the format of each, without affecting others', async () => {
    app = await bootApp(lane, LIMIT);
    const [greedy, modest] = [await addAccount(app), await addAccount(app)];
    expect(await flood(greedy)).toBeGreaterThanOrEqual(A_MINUTE_OF_IT);

    const overScim = await greedy.scim.post('/Users', { userName: 'late@acme.example' });
    expect(overScim.status).toBe(429);
    expect(overScim.headers.get('content-type')).toContain('application/scim+json');
    const seconds = secondsToWait(overScim);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(overScim.body).toEqual(
      scimError(429, {
        detail: `Your account sends too many requests. Wait ${seconds} s before the next request.`,
      }),
    );
    expect(await documented(app, '/SCIM/v2/Users')).toEqual(inSeconds(overScim.body, seconds));
    const overRest = await restOf(app, greedy).get('/users');
    expect(overRest.headers.get('content-type')).toContain('application/problem+json');
    expect(overRest.body).toMatchObject({
      status: 429,
      title: 'Too many requests',
      code: 'too-many-requests',
    });
    expect(secondsToWait(overRest)).toBeLessThanOrEqual(60);

    expect(await documented(app, '/api/v1/users')).toEqual(inSeconds(overRest.body, secondsToWait(overRest)));

    expect((await ask(modest)).status).toBe(200);
    expect((await restOf(app, modest).get('/users')).status).toBe(200);
  });

  it('costs one statement per refusal, which identifies the caller', async () => {
    app = await bootApp(lane, LIMIT);
    const account = await addAccount(app);
    await flood(account);
    expect((await ask(account)).status).toBe(429);
    app.statements.clear();
    expect((await ask(account)).status).toBe(429);
    expect(app.statements.statements).toHaveLength(1);
  });

  it('has one event in its provisioning log, not as a failed credential', async () => {
    app = await bootApp(lane, LIMIT);
    const [greedy, modest] = [await addAccount(app), await addAccount(app)];
    await flood(greedy);
    for (let again = 0; again < 5; again++) expect((await ask(greedy)).status).toBe(429);
    expect(await eventsOf(app, greedy)).toMatchObject([
      { status: 429, outcome: 'failure', operation: 'read', actor: greedy.admin.userName },
    ]);
    expect(await eventsOf(app, modest)).toEqual([]);
  });

  it('is not counted among those with wrong passwords', async () => {
    app = await bootApp(lane, LIMIT);
    const account = await addAccount(app);
    await flood(account);
    for (let again = 0; again < 15; again++) {
      const { body } = await ask(account);
      expect(body['detail']).toContain('too many requests');
    }
  });

  it('is never refused if the limit is off', async () => {
    app = await bootApp(lane, { RATE_LIMIT_PER_ACCOUNT: 'off' });
    const account = await addAccount(app);
    for (let sent = 0; sent < 2 * A_MINUTE_OF_IT; sent++) expect((await ask(account)).status).toBe(200);
  });
});

describe.runIf(REDIS_SERVER)('requests counted in Redis', () => {
  it('are shared by replicas', async () => {
    const redis = await RedisServer.start();
    const database = await createMigrated(sqlite);
    const shared: DatabaseLane = {
      name: 'sqlite',
      create: async () => ({ ...database, drop: async () => undefined }),
    };
    const environment = { ...LIMIT, REDIS_URL: redis.url };
    const [one, other] = [await bootApp(shared, environment), await bootApp(shared, environment)];
    const account = await addAccount(one);
    const atOther = new ScimClient(`${other.url}/SCIM/v2`, account.scim.authorization);
    await flood(account);
    // The other replica learns in the background of its first requests that the limit is reached.
    let answered = 0;
    await until('the other one refuses too', async () => {
      const { status } = await atOther.get('/ServiceProviderConfig');
      if (status === 200) answered += 1;
      return status === 429;
    });
    expect(answered).toBeLessThan(A_MINUTE_OF_IT);
    await Promise.all([one.close(), other.close()]);
    await database.drop();
    await redis.stop();
  });

  it('are answered while Redis is unavailable, and counted in the process until it is back', async () => {
    const redis = await RedisServer.start();
    const app = await bootApp(sqlite, { ...LIMIT, REDIS_URL: redis.url });
    const account = await addAccount(app);
    for (let sent = 0; sent < 10; sent++) expect((await ask(account)).status).toBe(200);
    await redis.stop();
    expect(await flood(account)).toBeGreaterThanOrEqual(A_MINUTE_OF_IT);
    const another = await addAccount(app);
    await redis.start();
    expect((await ask(another)).status).toBe(200);
    await app.close();
    await redis.stop();
  });
});
