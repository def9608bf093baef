import type { Socket } from 'node:net';
import { callbackify } from 'node:util';
import mysql, { type Pool, type PoolConnection, type PoolOptions } from 'mysql2';
import type { DataSource, QueryRunner } from 'typeorm';
import type { MysqlDriver } from 'typeorm/driver/mysql/MysqlDriver.js';
import type { DatabaseHost } from '../setting-parsers.js';
import { sessionStatements, type ServerKind } from './session.js';

/** How long a request waits until one of the pool's connections is free. */
const FREE_WITHIN_MS = 10_000;
/** How long a statement may go without a byte from the server: longer than a lock can be waited for. */
const ANSWER_WITHIN_MS = 20_000;
/** How long the server may take to say that it is there. */
const PONG_WITHIN_MS = 2_000;

type Callback = (error: unknown, connection?: PoolConnection) => void;

/**
 * Connections to the first of several hosts that takes changes. It stays with that one until no connection to it
 * can be made, then goes on with the next, and so round. To TypeORM it is the driver's pool.
 */
export class HostsPool {
  private readonly pools: readonly Pool[];
  private current = 0;
  private spare: HostsPool | undefined;

  constructor(
    private readonly kind: ServerKind,
    private readonly hosts: readonly DatabaseHost[],
    private readonly options: PoolOptions,
  ) {
    this.pools = hosts.map((host) => openPool(kind, { ...options, ...host }));
  }

  /** Gives a connection, or the error of the last host where none has one to give. */
  getConnection(callback: Callback): void {
    void this.give(callback);
  }

  end(callback: (error?: unknown) => void): void {
    callbackify(() => this.close())(callback);
  }

  /** Throws where no host answers in time, on one connection more than requests have and wait for. */
  async ping(): Promise<void> {
    this.spare ??= new HostsPool(this.kind, this.hosts, { ...this.options, connectionLimit: 1 });
    const connection = await this.spare.connect();
    try {
      streamOf(connection).setTimeout(PONG_WITHIN_MS);
      await connection.promise().query('SELECT 1');
    } finally {
      connection.release();
    }
  }

  private async close(): Promise<void> {
    await Promise.all([...this.pools.map((pool) => pool.promise().end()), this.spare?.close()]);
  }

  private async give(callback: Callback): Promise<void> {
    let connection: PoolConnection;
    try {
      connection = await this.connect();
    } catch (error) {
      callback(error);
      return;
    }
    callback(null, connection);
  }

  private async connect(): Promise<PoolConnection> {
    const first = this.current;
    let failure: unknown;
    for (let step = 0; step < this.pools.length; step++) {
      const index = (first + step) % this.pools.length;
      const pool = this.pools[index];
      if (!pool) continue;
      try {
        const connection = await connectionOf(pool);
        if (this.pools.length > 1) await ensureWritable(connection);
        // Somebody else may have moved on meanwhile, and knows better.
        if (step > 0 && this.current === first) this.current = index;
        return connection;
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  }
}

/** Lets a runner's statements take as long as they take, until it is released: a migration may rebuild a large table. */
export async function waitForever(runner: QueryRunner): Promise<void> {
  streamOf((await runner.connect()) as PoolConnection).setTimeout(0);
  await runner.query('SET SESSION lock_wait_timeout = 60');
}

/** Closes a runner's connection, so that nobody gets it from the pool again. Only for runners of MySQL and MariaDB. */
export async function discardConnection(runner: QueryRunner): Promise<void> {
  const connection = (await runner.connect().catch(() => undefined)) as PoolConnection | undefined;
  connection?.destroy();
}

/** Throws where the database does not answer. Only for data sources of MySQL and MariaDB. */
export function pingServer({ driver }: DataSource): Promise<void> {
  return ((driver as MysqlDriver).pool as HostsPool).ping();
}

function openPool(kind: ServerKind, options: PoolOptions): Pool {
  const pool = mysql.createPool(options);
  pool.on('connection', (connection) => {
    for (const statement of sessionStatements(kind)) connection.query(statement);
    const stream = streamOf(connection);
    stream.on('timeout', () => stream.destroy(noAnswer('ETIMEDOUT', 'the database does not answer')));
  });
  pool.on('acquire', (connection) => streamOf(connection).setTimeout(ANSWER_WITHIN_MS));
  pool.on('release', (connection) => streamOf(connection).setTimeout(0));
  return pool;
}

function connectionOf(pool: Pool): Promise<PoolConnection> {
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      reject(noAnswer('POOL_BUSY', 'no connection to the database became free'));
    }, FREE_WITHIN_MS);
    pool.getConnection((error, connection) => {
      clearTimeout(timer);
      if (late) connection?.release();
      else if (error) reject(error);
      else resolve(connection);
    });
  });
}

/** A node of a cluster that has lost the others, or a replica, lets anybody in and then takes no change. */
async function ensureWritable(connection: PoolConnection): Promise<void> {
  try {
    const [rows] = await connection.promise().query('SELECT @@GLOBAL.read_only AS readOnly');
    const [row] = rows as { readOnly: number }[];
    if (row?.readOnly) throw noAnswer('READ_ONLY_HOST', 'the database is read-only');
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

const noAnswer = (code: string, message: string) => Object.assign(new Error(message), { code });

/** The socket below a connection, which the driver's types leave out. */
function streamOf(connection: unknown): Socket {
  return (connection as { stream: Socket }).stream;
}
