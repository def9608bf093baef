import Libsql from 'libsql';
import mysql, { type PoolConnection, type QueryError, type QueryResult } from 'mysql2';
import type { RecordedParameter } from './statements.js';

type Parameters = RecordedParameter[];

/** A connection that runs one statement after another, and gives the rows of those that have any. */
export interface BareConnection {
  run(sql: string, parameters: Parameters): Promise<{ id?: string }[]> | { id?: string }[];
  release(): void;
}

export type Connect = (writes: boolean) => Promise<BareConnection> | BareConnection;

/** As many connections as the program has. */
const POOL_SIZE = 10;

export function openConnections(url: string): Connect {
  return url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : openMysql(url);
}

function openMysql(uri: string): Connect {
  const pool = mysql.createPool({
    uri,
    connectionLimit: POOL_SIZE,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    dateStrings: true,
  });
  pool.on('connection', (connection) => {
    connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  });
  return () =>
    new Promise((resolve, reject) => {
      pool.getConnection((error, connection) => {
        if (error) reject(error);
        else resolve({ run: runnerOf(connection), release: () => connection.release() });
      });
    });
}

/** By callbacks and with prepared statements, which is the least that mysql2 can cost. */
function runnerOf(connection: PoolConnection): BareConnection['run'] {
  return (sql, parameters) =>
    new Promise((resolve, reject) => {
      const done = (error: QueryError | null, result: QueryResult) => {
        if (error) reject(error);
        else resolve(rowsOf(result));
      };
      if (parameters.length === 0) connection.query(sql, done);
      else connection.execute(sql, parameters, done);
    });
}

function openSqlite(file: string): Connect {
  const open = () => {
    const database = new Libsql(file, { timeout: 5_000 });
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    const prepared = new Map<string, Libsql.Statement>();
    return (sql: string, parameters: Parameters) => {
      const statement = prepared.get(sql) ?? database.prepare(sql);
      prepared.set(sql, statement);
      if (statement.reader) return rowsOf(statement.all(...parameters));
      statement.run(...parameters);
      return [];
    };
  };
  const reader = open();
  const writer = open();
  return (writes) => ({ run: writes ? writer : reader, release: () => undefined });
}

function rowsOf(result: unknown): { id?: string }[] {
  return Array.isArray(result) ? (result as { id?: string }[]) : [];
}
