import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readlink } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import Libsql from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../support/condition.js';
import {
  connectionsTable,
  databaseLanes,
  serverLanes,
  withServer,
  type DatabaseLane,
  type TestDatabase,
} from '../../support/lanes.js';
import { Program, type Ended } from '../../support/processes.js';

/** A start gives up by itself after this time or more, in each of these tests: a stop must not wait for that. */
const GIVES_UP_AFTER_MS = 35_000;

let program: Program;

beforeAll(async () => {
  program = await Program.build();
});

afterAll(() => program.remove());

const IN_ORDER = { code: 0, stderr: '', inTime: true };

const endOf = ({ code, stderr, milliseconds }: Ended) => ({
  code,
  stderr,
  inTime: milliseconds < GIVES_UP_AFTER_MS,
});

const fileOf = ({ url }: TestDatabase) => url.slice('sqlite:'.length);

/** Whether a process has the SQLite file open. */
async function hasOpen(pid: number, database: TestDatabase): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder);
  const links = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
  return links.includes(fileOf(database));
}

/** How many connections a database has, but for the one that asks. */
async function connectionsTo({ url }: TestDatabase, lane: DatabaseLane): Promise<number> {
  const sql = `SELECT COUNT(*) AS total FROM ${connectionsTable(lane)} c
    WHERE db = '${new URL(url).pathname.slice(1)}' AND id <> CONNECTION_ID()`;
  const [row] = (await withServer(url, (query) => query(sql))) as { total: number }[];
  return row?.total ?? 0;
}

describe('SIGTERM before a server is ready', () => {
  it.each([{ asFirst: false }, ...(mayBeFirst() ? [{ asFirst: true }] : [])])(
    'ends a start that waits for a database which says nothing, %o',
    async (how) => {
      let connections = 0;
      const silent = createServer(() => connections++).listen(0, '127.0.0.1');
      await once(silent, 'listening');
      const host = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
      // Each is given five seconds.
      const hosts = Array.from({ length: 8 }, () => host).join(',');
      const environment = { DATABASE_URL: `mysql://root@${hosts}/declaree` };
      const connects = () => until('it connects', () => connections > 0);
      expect(endOf(await program.stopEarly(environment, connects, how))).toEqual(IN_ORDER);
      silent.close();
    },
  );

  it('ends a start that waits for its turn to migrate a SQLite file', async () => {
    const [lane] = databaseLanes();
    const database = await lane?.create();
    if (!database) throw new Error('no lane');
    const holder = new Libsql(fileOf(database));
    holder.exec('PRAGMA journal_mode = WAL');
    holder.exec('BEGIN IMMEDIATE');
    const waits = (pid: number) => until('it waits', () => hasOpen(pid, database));
    expect(endOf(await program.stopEarly({ DATABASE_URL: database.url }, waits))).toEqual(IN_ORDER);
    holder.exec('ROLLBACK');
    holder.close();
    await database.drop();
  });

  it.each(serverLanes())('ends a start that waits for its turn to migrate on $name', async (lane) => {
    const database = await lane.create();
    const ask = (sql: string) => withServer(database.url, (query) => query(sql));
    await ask(
      'CREATE TABLE migration_lock (id int NOT NULL PRIMARY KEY, holder varchar(36) NOT NULL, expiresAt datetime(3) NOT NULL)',
    );
    await ask("INSERT INTO migration_lock VALUES (1, 'another', UTC_TIMESTAMP(3) + INTERVAL 1 HOUR)");
    // It has two connections by then, one for the migration.
    const waits = () => until('it waits', async () => (await connectionsTo(database, lane)) > 1);
    expect(endOf(await program.stopEarly({ DATABASE_URL: database.url }, waits))).toEqual(IN_ORDER);
    await database.drop();
  });

  it.each(databaseLanes())(
    'ends one at any moment on $name, and the next start goes on from there',
    async (lane) => {
      const database = await lane.create();
      const environment = { DATABASE_URL: database.url, DEMO: 'on', DEMO_PASSWORD: 'of the demo' };
      const isConnected = async (pid: number) =>
        lane.name === 'sqlite' ? hasOpen(pid, database) : (await connectionsTo(database, lane)) > 0;
      // Wherever in its work that finds it: connecting, migrating, making the demo data.
      for (const after of [0, 300, 1_000]) {
        const ended = await program.stopEarly(environment, async (pid) => {
          await until('it is connected', () => isConnected(pid));
          await sleep(after);
        });
        expect(endOf(ended)).toEqual(IN_ORDER);
      }
      const server = await program.start(environment);
      expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
      expect((await server.stop()).code).toBe(0);
      await database.drop();
    },
  );
});

function mayBeFirst(): boolean {
  try {
    execFileSync('unshare', ['--pid', '--fork', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
