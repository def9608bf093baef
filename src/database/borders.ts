import type { Socket } from 'node:net';
import type { PoolConnection } from 'mysql2';
import type { QueryRunner } from 'typeorm';
import type { Giving, Needing, Scalar } from './columns.js';
import type { SqliteConnection } from './sqlite-connection.js';

/**
 * Every type assertion of the database layer. Nothing proves these types: drivers return untyped values, and what a part of
 * a statement needs and gives is known to the compiler alone.
 */

/** Marks a part of a statement with the columns that it needs. */
export function needing<Part extends object, A>(part: Part): Part & Needing<A> {
  return part as Part & Needing<A>;
}

/** Marks a part of a statement with what it gives. */
export function giving<Part extends object, V>(part: Part): Part & Giving<V> {
  return part as Part & Giving<V>;
}

/** Rows of a statement that was built for rows of this type. */
export function rowsAs<Row>(given: unknown): Row[] {
  return given as Row[];
}

/** The connection of a runner of SQLite. */
export async function sqliteConnection(runner: QueryRunner): Promise<SqliteConnection> {
  return (await runner.connect()) as SqliteConnection;
}

/** The connection of a runner of MySQL or MariaDB. */
export async function mysqlConnection(runner: QueryRunner): Promise<PoolConnection> {
  return (await runner.connect()) as PoolConnection;
}

/** What is used of a connection of libsql that works on a thread of its own; its types leave that out. */
export interface BackgroundConnection {
  prepare(sql: string): Promise<{ iterate(parameters: Scalar[]): Promise<Iterable<unknown>> }>;
  exec(sql: string): Promise<void>;
  interrupt(): void;
  close(): void;
}

export function asBackgroundConnection(connection: unknown): BackgroundConnection {
  return connection as BackgroundConnection;
}

/** Has every statement of a runner run by `run`, until the function that this gives is called. */
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
