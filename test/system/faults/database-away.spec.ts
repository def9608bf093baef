import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../support/condition.js';
import { withServer } from '../../support/lanes.js';
import { MARIADB_SERVER, OwnServer } from '../../support/own-server.js';
import { Program, type ServerProcess } from '../../support/processes.js';
import { basic } from '../../support/scim-client.js';
import { WriteLoad } from '../../support/write-load.js';

const PASSWORD = 'the demo password';
const OKTA = basic('okta@acme.example', PASSWORD);
const DEMO = { DEMO: 'on', DEMO_PASSWORD: PASSWORD, LOG_LEVEL: 'warn' };
const DATABASE = 'declaree';

let program: Program;
let first: OwnServer;
let second: OwnServer;

beforeAll(async () => {
  program = await Program.build();
  first = await OwnServer.create();
  await withServer(first.url, (query) => query(`CREATE DATABASE ${DATABASE} CHARACTER SET utf8mb4`));
  const seeding = await program.start({ DATABASE_URL: `${first.url}/${DATABASE}`, ...DEMO });
  await seeding.stop();
  second = await first.copy();
});

afterAll(async () => {
  await program?.remove();
  await first?.remove();
  await second?.remove();
});

const statusOf = async ({ url }: ServerProcess, path: string) => (await fetch(url + path)).status;

describe.runIf(MARIADB_SERVER)('a server whose database goes away under load', () => {
  let server: ServerProcess;
  let load: WriteLoad;

  beforeEach(async ({ task }) => {
    server = await program.start({ DATABASE_URL: `${first.url}/${DATABASE}`, ...DEMO });
    load = new WriteLoad(`away.${task.id}`, OKTA, () => [server.url]);
    load.start();
    await load.progress(10);
  });

  afterEach(async () => {
    await server.stop('SIGKILL');
  });

  const unreadyButAlive = async () => {
    await until('/health/ready is 503', async () => (await statusOf(server, '/health/ready')) === 503);
    expect(await statusOf(server, '/health/live')).toBe(200);
  };

  const recovers = async () => {
    await until('/health/ready is 200', async () => (await statusOf(server, '/health/ready')) === 200);
    await load.progress(10);
    await load.stop();
    expect(await load.faults(server.url)).toEqual([]);
    expect(load.inexcusable(['503'])).toEqual({});
    expect(load.unadvised).toBe(0);
  };

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'answers 503 after %s, goes on by itself when it is back, and says why in its log',
    async (signal) => {
      await first.stop(signal);
      await load.refusals(10);
      await unreadyButAlive();
      await first.start();
      await recovers();
      expect((await server.stop()).stdout).toMatch(/"reason":"[^"]*ECONNREFUSED/);
    },
  );

  it('answers 503 while it is frozen, and recovers by itself', async () => {
    first.freeze();
    await unreadyButAlive();
    await load.refusals(2);
    expect(await statusOf(server, '/health/live')).toBe(200);
    first.thaw();
    await recovers();
  });
});

describe.runIf(MARIADB_SERVER)('a server with several database hosts', () => {
  it('fails over to the next one, and back to the first, as each is lost under load', async () => {
    const hosts = `mysql://root@127.0.0.1:${first.port},127.0.0.1:${second.port}/${DATABASE}`;
    const server = await program.start({ DATABASE_URL: hosts, ...DEMO });
    const load = new WriteLoad('hosts', OKTA, () => [server.url]);
    load.start();
    await load.progress(10);
    for (const [lost, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const before = await usersIn(other);
      await lost.stop('SIGKILL');
      await load.progress(20);
      expect(await usersIn(other)).toBeGreaterThan(before);
      expect(await statusOf(server, '/health/ready')).toBe(200);
      await lost.start();
    }
    await load.stop();
    // Changes of users from the other host are 404: these two do not share their data.
    expect(Object.keys(load.statuses).filter((status) => status === '500' || status === 'none')).toEqual([]);
    await server.stop();
  });

  it('skips one that is read-only', async () => {
    await withServer(first.url, (query) => query('SET GLOBAL read_only = ON'));
    const hosts = `mysql://root@127.0.0.1:${first.port},127.0.0.1:${second.port}/${DATABASE}`;
    const server = await program.start({ DATABASE_URL: hosts, ...DEMO });
    const before = await usersIn(second);
    const load = new WriteLoad('read-only', OKTA, () => [server.url]);
    load.start();
    await load.progress(10);
    await load.stop();
    expect(await usersIn(second)).toBeGreaterThan(before);
    await server.stop();
    await withServer(first.url, (query) => query('SET GLOBAL read_only = OFF'));
  });
});

async function usersIn({ url }: OwnServer): Promise<number> {
  const rows = await withServer(url, (query) =>
    query(`SELECT COUNT(*) AS total FROM ${DATABASE}.provisioning_events`),
  );
  return (rows as { total: number }[])[0]?.total ?? 0;
}
