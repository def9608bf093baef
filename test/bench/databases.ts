import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection, type RowDataPacket } from 'mysql2/promise';

export const DATABASES = ['mysql', 'sqlite'] as const;
export type DatabaseKind = (typeof DATABASES)[number];

/** An empty database for one run, dropped after it. */
export interface BenchDatabase {
  kind: DatabaseKind;
  url: string;
  /** Product and version, for the table of results. */
  version: string;
  /** The server's process, where it runs on this machine. */
  pid: number | undefined;
  drop(): Promise<void>;
}

/** Makes a database; `server` is the URL of the MySQL or MariaDB server. Throws the driver's error where it is away. */
export function createDatabase(kind: DatabaseKind, server: string): Promise<BenchDatabase> {
  return kind === 'sqlite' ? createSqlite() : createMysql(server);
}

async function createSqlite(): Promise<BenchDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'declaree-bench-'));
  return {
    kind: 'sqlite',
    url: `sqlite:${join(directory, 'bench.sqlite')}`,
    version: 'SQLite (libsql)',
    pid: undefined,
    drop: () => rm(directory, { recursive: true, force: true }),
  };
}

async function createMysql(server: string): Promise<BenchDatabase> {
  const base = new URL(server);
  base.pathname = '';
  const name = `declaree_bench_${randomBytes(6).toString('hex')}`;
  const { version, pidFile } = await onServer(base.href, async (query) => {
    await query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
    const [facts] = await query('SELECT VERSION() AS version, @@pid_file AS pidFile');
    return { version: String(facts?.['version']), pidFile: String(facts?.['pidFile']) };
  });
  return {
    kind: 'mysql',
    url: `${base.href.replace(/\/$/, '')}/${name}`,
    version: /mariadb/i.test(version) ? `MariaDB ${version.split('-', 1)[0]}` : `MySQL ${version}`,
    pid: await pidIn(pidFile),
    drop: () => onServer(base.href, async (query) => void (await query(`DROP DATABASE ${name}`))),
  };
}

async function onServer<T>(
  uri: string,
  work: (query: (sql: string) => Promise<RowDataPacket[]>) => Promise<T>,
): Promise<T> {
  const connection = await createConnection({ uri });
  try {
    return await work(async (sql) => (await connection.query<RowDataPacket[]>(sql))[0]);
  } finally {
    await connection.end();
  }
}

/** Undefined where the server runs elsewhere, or does not let itself be looked at. */
async function pidIn(file: string): Promise<number | undefined> {
  try {
    const pid = Number(await readFile(file, 'utf8'));
    // Its name would be the loader's, where a server has been started by one.
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return /mariadbd|mysqld/.test(command) ? pid : undefined;
  } catch {
    return undefined;
  }
}
