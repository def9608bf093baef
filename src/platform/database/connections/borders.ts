import type { Socket } from 'node:net';
import type { PoolConnection } from 'mysql2';
import type { QueryRunner } from 'typeorm';
import type { Scalar } from '../sql/columns.js';
import type { SqliteConnection } from './sqlite-connection.js';

/**
 * Every type assertion about connections, for what the drivers have but TypeORM's types or their own leave
 * out.
 */

/** The connection of a runner of SQLite. */
export async function sqliteConnection(runner: QueryRunner): Promise<SqliteConnection> {
  return (await runner.connect()) as SqliteConnection;
}

/** The connection of a runner of MySQL or MariaDB. */
export async function mysqlConnection(runner: QueryRunner): Promise<PoolConnection> {
  return (await runner.connect()) as PoolConnection;
}

interface BackgroundStatement {
  raw(): BackgroundStatement;
  columns(): { name: string }[];
  iterate(parameters: Scalar[]): Promise<Iterable<unknown>>;
}

/** The used part of a libsql connection that works on a thread of its own; libsql's types leave it out. */
export interface BackgroundConnection {
  prepare(sql: string): Promise<BackgroundStatement>;
  exec(sql: string): Promise<void>;
  interrupt(): void;
  close(): void;
}

export function asBackgroundConnection(connection: unknown): BackgroundConnection {
  return connection as BackgroundConnection;
}

/** Makes `run` execute every statement of a runner, until the returned function is called. */
export function interceptQueries(
  runner: QueryRunner,
  run: (query: () => Promise<unknown>) => Promise<unknown>,
): () => void {
  const query = runner.query.bind(runner) as (...parameters: unknown[]) => Promise<unknown>;
  runner.query = (...parameters: unknown[]) => run(() => query(...parameters)) as Promise<never>;
  return () => {
    runner.query = query as QueryRunner['query'];
  };
}

/** The socket of a connection: mysql2 has it, but leaves it out of its types. */
export function streamOf(connection: object): Socket {
  return (connection as { stream: Socket }).stream;
}

/** The prepared statements of a connection: mysql2 has this list, but leaves it out of its types. */
export function preparedOf(connection: PoolConnection): { clear: () => void } {
  return Reflect.get(connection, '_statements') as { clear: () => void };
}

/** A row as a libsql statement returns it in raw mode. */
export function rowValues(row: unknown): readonly unknown[] {
  return row as readonly unknown[];
}
