import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../support/condition.js';
import { freePort } from '../../support/free-port.js';
import { serverLanes, type TestDatabase } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { Nginx, NGINX } from '../../support/nginx.js';
import { Program, type ServerProcess } from '../../support/processes.js';
import { REDIS_SERVER, RedisServer } from '../../support/redis-server.js';
import { basic, ScimClient, scimError, send, type Answer } from '../../support/scim-client.js';

const ADMIN = 'okta@acme.example';
const PASSWORD = 'the demo password';
const OPERATOR = basic('support@declaree.example', PASSWORD);

/** With two replicas that take turns, some requests go to each. */
const A_FEW = 6;

const lane = serverLanes()[0];

describe.runIf(lane && NGINX && REDIS_SERVER)('two replicas behind nginx', () => {
  let program: Program;
  let database: TestDatabase;
  let redis: RedisServer;
  let replicas: [ServerProcess, ServerProcess];
  let nginx: Nginx;

  const start = (port: number) =>
    program.start({
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      TRUST_PROXY: '1',
      PORT: `${port}`,
      DEMO: 'on',
      DEMO_PASSWORD: PASSWORD,
    });

  beforeAll(async () => {
    if (!lane) return;
    program = await Program.build();
    database = await createMigrated(lane);
    redis = await RedisServer.start();
    replicas = [await start(await freePort()), await start(await freePort())];
    nginx = await Nginx.start([replicas[0].url, replicas[1].url]);
  });

  afterAll(async () => {
    await nginx?.stop();
    await program?.remove();
    await redis?.stop();
    await database?.drop();
  });

  const scim = (authorization = basic(ADMIN, PASSWORD), url = nginx.url) =>
    new ScimClient(`${url}/SCIM/v2`, authorization);

  /** The statuses of a few requests in a row, of which each replica gets some. */
  const fewTimes = async (ask: () => Promise<Answer>): Promise<number[]> => {
    const statuses = new Set<number>();
    for (let request = 0; request < A_FEW; request++) statuses.add((await ask()).status);
    return [...statuses];
  };

  const listing = (authorization?: string) => () => scim(authorization).get('/Users?count=1');

  /** Someone of the account with the role admin, whom both replicas have let in. */
  const addAdmin = async (userName: string) => {
    const { id } = await scim().create('/Users', { userName, password: 'first password' });
    await setRole(id, 'admin');
    const authorization = basic(userName, 'first password');
    expect(await fewTimes(listing(authorization))).toEqual([200]);
    return { id, authorization };
  };

  const setRole = async (id: string, role: string) => {
    const connection = await createConnection(database.url);
    await connection.execute('UPDATE `users` SET `role` = ? WHERE `id` = ?', [role, id]);
    await connection.end();
  };

  const logIn = async (password: string, headers: Record<string, string> = {}, url = nginx.url) =>
    send(`${url}/api/v1/auth/login`, 'POST', {
      headers: { 'content-type': 'application/json', ...headers },
      body: { username: ADMIN, password },
    });

  const whoAmI = (token: unknown, url = nginx.url) =>
    send(`${url}/api/v1/auth/me`, 'GET', { headers: { authorization: `Bearer ${String(token)}` } });

  /** Kills a replica as a crash does, and starts another one in its place. */
  const replace = async (index: 0 | 1, whileAway: () => Promise<void>) => {
    const port = Number(new URL(replicas[index].url).port);
    await replicas[index].stop('SIGKILL');
    await whileAway();
    replicas[index] = await start(port);
    await takesPartAgain(replicas[index]);
  };

  /** Requests that a replica has answered to nginx since it started. */
  const answeredBy = async ({ url }: ServerProcess): Promise<number> => {
    const text = await (await fetch(`${url}/metrics`)).text();
    const counts = text.matchAll(/_seconds_count\{[^}]*route="\/SCIM\/v2\/Users"[^}]*\} (\d+)/g);
    return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
  };

  /** nginx leaves one that was away alone for some seconds. */
  const takesPartAgain = async (replica: ServerProcess): Promise<void> => {
    await until('nginx asks it again', async () => {
      await scim('Bearer none').get('/Users');
      return (await answeredBy(replica)) > 0;
    });
  };

  it('share the work, and hide what each serves for its operator alone', async () => {
    expect(await fewTimes(listing())).toEqual([200]);
    for (const replica of replicas) expect(await answeredBy(replica)).toBeGreaterThan(0);
    expect((await fetch(`${nginx.url}/metrics`)).status).toBe(404);
  });

  it('hand out links to where the client came from', async () => {
    const { meta } = await scim().create('/Users', { userName: 'linked@acme.example' });
    expect(meta.location).toMatch(new RegExp(`^${nginx.url}/SCIM/v2/Users/`));
  });

  it('refuse a body that is too large in the shape of SCIM, and not in that of nginx', async () => {
    const { status, body } = await scim().post('/Users', { userName: 'x'.repeat(10_485_760) });
    expect({ status, body }).toMatchObject({ status: 413, body: scimError(413) });
  });

  it('obey a switched module, a changed password and a removed role on the next request', async () => {
    const changed = await addAdmin('changed@acme.example');
    const demoted = await addAdmin('demoted@acme.example');
    const found = await send(`${nginx.url}/api/v1/support/accounts?search=acme`, 'GET', {
      headers: { authorization: OPERATOR },
    });
    const [account] = found.body['items'] as { id: string }[];
    const switchTo = (enabled: boolean) =>
      send(`${nginx.url}/api/v1/support/accounts/${account?.id}/modules/scim`, 'PUT', {
        headers: { authorization: OPERATOR, 'content-type': 'application/json' },
        body: { enabled, reason: 'ticket 4711' },
      });
    expect((await switchTo(false)).status).toBe(200);
    expect(await fewTimes(listing())).toEqual([403]);
    expect((await switchTo(true)).status).toBe(200);
    expect(await fewTimes(listing())).toEqual([200]);

    const password = { op: 'replace', path: 'password', value: 'second password' };
    expect((await scim().patch(`/Users/${changed.id}`, [password])).status).toBe(200);
    expect(await fewTimes(listing(changed.authorization))).toEqual([401]);
    expect(await fewTimes(listing(basic('changed@acme.example', 'second password')))).toEqual([200]);

    await setRole(demoted.id, 'approver');
    expect(await fewTimes(listing(demoted.authorization))).toEqual([403]);
  });

  it('keep sessions while one is killed and another comes, and end them for all', async () => {
    const { body } = await logIn(PASSWORD);
    const token = body['accessToken'];
    expect(await fewTimes(() => whoAmI(token))).toEqual([200]);
    await replace(0, async () => {
      expect(await fewTimes(() => whoAmI(token))).toEqual([200]);
      expect(await fewTimes(listing())).toEqual([200]);
    });
    expect((await whoAmI(token, replicas[0].url)).status).toBe(200);
    const ended = await send(`${nginx.url}/api/v1/auth/logout`, 'POST', {
      headers: { authorization: `Bearer ${String(token)}` },
    });
    expect(ended.status).toBe(204);
    expect(await fewTimes(() => whoAmI(token))).toEqual([401]);
  });

  it('count wrong passwords together, by the true address, and after one was replaced too', async () => {
    const guess = (number: number) => logIn('a guess', { 'x-forwarded-for': `192.0.2.${number}` });
    for (let number = 1; number <= 10; number++) {
      expect((await guess(number)).status).toBe(401);
      await redis.keepAll();
    }
    expect(await fewTimes(() => guess(11))).toEqual([429]);
    expect(await fewTimes(() => logIn(PASSWORD))).toEqual([429]);
    await replace(1, async () => expect(await fewTimes(() => logIn(PASSWORD))).toEqual([429]));
    expect(await fewTimes(() => logIn(PASSWORD))).toEqual([429]);
  });

  it('are answered for by nginx while none of them is there, in the shape of SCIM', async () => {
    await Promise.all(replicas.map((replica) => replica.stop('SIGKILL')));
    const { status, headers, body } = await scim().get('/Users');
    expect({ status, body }).toMatchObject({ status: 503, body: scimError(503) });
    expect(headers.get('content-type')).toBe('application/scim+json');
    expect(headers.get('retry-after')).toBe('5');
  });
});
