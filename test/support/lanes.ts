import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { inject } from 'vitest';

/** Supported database servers; interchangeable in tests where the engine does not matter. */
export const SERVER_KINDS = ['mariadb', 'mysql'] as const;
export type ServerKind = (typeof SERVER_KINDS)[number];

declare module 'vitest' {
  interface ProvidedContext {
    /** URLs of the servers that were found, without a database. */
    servers: Partial<Record<ServerKind, string>>;
    /** How the MySQL server was started, if it is local, so that tests can start others like it. */
    mysqlCommand: readonly [string, ...string[]] | undefined;
    /** Starts the name of every database that this run makes. */
    runName: string;
    /** Where this run keeps its SQLite files. */
    runFolder: string;
  }
}

/** A fresh, empty database. `drop` removes it. */
export interface TestDatabase {
  url: string;
  drop: () => Promise<void>;
}

/** One kind of database that the tests run on. */
export interface DatabaseLane {
  name: 'sqlite' | ServerKind;
  /** URL of its server, without a database; SQLite has none. */
  server?: string;
  create: () => Promise<TestDatabase>;
}

const ownLanes = new WeakSet<DatabaseLane>();

/** Marks a lane whose databases are new and empty, unlike one that a test makes of a database that it has. */
function ofEmptyDatabases(lane: DatabaseLane): DatabaseLane {
  ownLanes.add(lane);
  return lane;
}

/** Whether each database of a lane is new and empty. */
export function hasEmptyDatabases(lane: DatabaseLane): boolean {
  return ownLanes.has(lane);
}

/**
 * Every lane of this run, for `describe.each`: SQLite always, MariaDB and MySQL where the run found them. For tests that reach
 * what a database decides: statements, plans, locks, faults, concurrency, migrations.
 */
export function databaseLanes(): DatabaseLane[] {
  const folder = inject('runFolder');
  const sqlite = ofEmptyDatabases({ name: 'sqlite', create: () => createSqlite(folder) });
  return [sqlite, ...serverLanes()];
}

/** The lanes with a database server. */
export function serverLanes(): DatabaseLane[] {
  const runName = inject('runName');
  const servers = inject('servers');
  return SERVER_KINDS.flatMap((name) => {
    const server = servers[name];
    if (server === undefined) return [];
    return [ofEmptyDatabases({ name, server, create: () => createOnServer(server, runName) })];
  });
}

/** SQLite and the first server found, for tests of what lies above the database: HTTP, documents, the console, rights. */
export function sqliteAndOneServer(): DatabaseLane[] {
  return databaseLanes().slice(0, 2);
}

/**
 * A table of a server's connections, with their `id`, `db`, `command` and `info`, the statement. MySQL's `information_schema.PROCESSLIST` fails while
 * any test runs a statement whose text it cannot show (`Cannot convert string … to utf8mb3`).
 */
export function connectionsTable({ name }: Pick<DatabaseLane, 'name'>): string {
  if (name !== 'mysql') return 'information_schema.PROCESSLIST';
  const columns = ['ID', 'DB', 'COMMAND', 'INFO'].map((column) => `PROCESSLIST_${column} AS ${column}`);
  return `(SELECT ${columns.join(', ')} FROM performance_schema.threads)`;
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

async function createOnServer(server: string, runName: string): Promise<TestDatabase> {
  const name = `${runName}_${randomUUID().replaceAll('-', '').slice(-12)}`;
  await withServer(server, (query) => query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`));
  return {
    url: `${server}/${name}`,
    drop: async () => {
      await withServer(server, (query) => query(`DROP DATABASE IF EXISTS ${name}`));
    },
  };
}
