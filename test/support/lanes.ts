import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the MySQL or MariaDB server, without a database; null where that lane is skipped. */
    mysqlServer: string | null;
    /** Starts the name of every database and directory that this run makes. */
    runName: string;
  }
}

/** A fresh, empty database. `drop` removes it with all that is in it. */
export interface TestDatabase {
  url: string;
  drop: () => Promise<void>;
}

/** One kind of database that the tests run on. */
export interface DatabaseLane {
  name: 'sqlite' | 'mysql';
  create: () => Promise<TestDatabase>;
}

/** The lanes of this run, for `describe.each`: SQLite always, MySQL where the run found a server. */
export function databaseLanes(): DatabaseLane[] {
  const runName = inject('runName');
  const server = inject('mysqlServer');
  const lanes: DatabaseLane[] = [{ name: 'sqlite', create: () => createSqlite(runDirectory(runName)) }];
  if (server !== null) lanes.push({ name: 'mysql', create: () => createMysql(server, runName) });
  return lanes;
}

/** Where the run called `runName` keeps its SQLite files. */
export function runDirectory(runName: string): string {
  return join(tmpdir(), runName);
}

/** Runs `work` with a connection to the server at `url`, and closes it. */
export async function withServer<Result>(
  url: string,
  work: (query: (sql: string) => Promise<unknown>) => Promise<Result>,
): Promise<Result> {
  const connection = await createConnection({ uri: url, connectTimeout: 5_000 });
  try {
    return await work(async (sql) => {
      const [rows] = await connection.query(sql);
      return rows;
    });
  } finally {
    await connection.end();
  }
}

async function createSqlite(directory: string): Promise<TestDatabase> {
  const own = join(directory, randomUUID());
  await mkdir(own, { recursive: true });
  return {
    url: `sqlite:${join(own, 'declaree.sqlite')}`,
    drop: () => rm(own, { recursive: true, force: true }),
  };
}

async function createMysql(server: string, runName: string): Promise<TestDatabase> {
  const name = `${runName}_${randomUUID().replaceAll('-', '').slice(-12)}`;
  await withServer(server, (query) => query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`));
  return {
    url: `${server}/${name}`,
    drop: async () => {
      await withServer(server, (query) => query(`DROP DATABASE IF EXISTS ${name}`));
    },
  };
}
