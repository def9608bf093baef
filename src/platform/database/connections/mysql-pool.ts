import { callbackify } from 'node:util';
import type { PoolConnection, PoolOptions } from 'mysql2';
import type { DataSource, QueryRunner } from 'typeorm';
import type { ServerSettings } from '../../../config/database-url.js';
import { ConnectError } from './driver-errors.js';
import { HostPool, PONG_WITHIN_MS, PoolBusyError } from './host-pool.js';
import { reachServer } from './reach-server.js';
import { sessionStatements, UNLIMITED, type ServerKind } from './session.js';
import { mysqlConnection, streamOf } from './borders.js';

type Callback = (error: unknown, connection?: PoolConnection) => void;

/** Where the servers are, whether they use TLS, and what kind they are. */
type Servers = Pick<ServerSettings, 'hosts' | 'tls'> & { kind: ServerKind };

/**
 * A pool for the first of several hosts that accepts writes. Fails over to the next host when no connection can be
 * opened. TypeORM uses it as the driver's pool.
 */
export class HostsPool {
  private readonly pools: readonly HostPool[];
  private current = 0;
  private spare: HostsPool | undefined;

  constructor(
    private readonly servers: Servers,
    private readonly options: PoolOptions,
  ) {
    const { hosts, tls, kind } = servers;
    const how = { session: sessionStatements(kind), isOneOfSeveral: hosts.length > 1 };
    this.pools = hosts.map((host) => new HostPool({ ...options, ...reachServer(host, tls) }, how));
  }

  /** Returns a connection, a ConnectError if no host accepts one, or a PoolBusyError. */
  getConnection(callback: Callback): void {
    void this.give(callback);
  }

  end(callback: (error?: unknown) => void): void {
    callbackify(() => this.close())(callback);
  }

  /** Throws if no host answers in time. Uses its own connection, apart from the pool of requests. */
  async ping(): Promise<void> {
    this.spare ??= new HostsPool(this.servers, { ...this.options, connectionLimit: 1 });
    const connection = await this.spare.connect();
    try {
      streamOf(connection).setTimeout(PONG_WITHIN_MS);
      await connection.promise().query('SELECT 1');
    } finally {
      connection.release();
    }
  }

  /** Closes a connection whose server is lost or read-only, and all others to the same server. */
  abandon(connection: PoolConnection, isReadOnly: boolean): void {
    for (const pool of this.pools) pool.abandon(connection, isReadOnly);
  }

  /**
   * Does not use `callbackify`, which copies the properties of a function each time: that takes longer than
   * reading a row.
   */
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

  private async close(): Promise<void> {
    await Promise.all([...this.pools.map((pool) => pool.end()), this.spare?.close()]);
  }

  private async connect(): Promise<PoolConnection> {
    const first = this.current;
    let failure: unknown;
    for (let step = 0; step < this.pools.length; step++) {
      const index = (first + step) % this.pools.length;
      const pool = this.pools[index];
      if (!pool) continue;
      try {
        const connection = await pool.connect();
        // Another call may already have failed over.
        if (step > 0 && this.current === first) this.current = index;
        return connection;
      } catch (error) {
        if (error instanceof PoolBusyError) throw error;
        failure = error;
      }
    }
    throw new ConnectError(failure);
  }
}

/** Removes the time limits of a runner until it is released: a migration may rebuild a large table. */
export async function waitForever(runner: QueryRunner): Promise<void> {
  streamOf(await mysqlConnection(runner)).setTimeout(0);
  await runner.query('SET SESSION lock_wait_timeout = 60');
  await runner.query(UNLIMITED[runner.dataSource.options.type === 'mariadb' ? 'mariadb' : 'mysql']);
}

/** Closes a runner's connection instead of returning it to the pool. MySQL and MariaDB only. */
export async function discardConnection(runner: QueryRunner): Promise<void> {
  const connection = await mysqlConnection(runner).catch(() => undefined);
  connection?.destroy();
}

/** Closes all connections to a runner's server, which is lost or read-only. MySQL and MariaDB only. */
export async function abandonServer(
  runner: QueryRunner,
  { isReadOnly }: { isReadOnly: boolean },
): Promise<void> {
  const connection = await mysqlConnection(runner).catch(() => undefined);
  if (connection) poolOf(runner.dataSource).abandon(connection, isReadOnly);
}

/** Throws if the database does not answer. MySQL and MariaDB only. */
export function pingServer(dataSource: DataSource): Promise<void> {
  return poolOf(dataSource).ping();
}

function poolOf({ driver }: DataSource): HostsPool {
  const pool: unknown = Reflect.get(driver, 'pool');
  if (pool instanceof HostsPool) return pool;
  throw new TypeError('This data source is not of MySQL or MariaDB.');
}
