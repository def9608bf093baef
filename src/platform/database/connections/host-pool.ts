import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { nextTurn } from '../../../common/stretch.js';
import mysql, { type Pool, type PoolConnection, type PoolOptions, type RowDataPacket } from 'mysql2';
import { streamOf } from './borders.js';

/** How long a request waits for a free connection. */
const FREE_WITHIN_MS = 10_000;
/** How long a statement may run without a byte from the server; longer than the lock timeouts. */
const ANSWER_WITHIN_MS = 20_000;
/** Timeout of a ping. */
export const PONG_WITHIN_MS = 2_000;

/** Idle connections are closed after this time; firewalls drop them after a few minutes. */
const RETIRED_AFTER_MS = 60_000;
/** A connection that was idle for longer is tested before use. */
const TRIED_AFTER_SILENCE_MS = 3_000;
/**
 * With several hosts, another one may become the writer while this one still answers: connections are tested this
 * often.
 */
const ASKED_EVERY_MS = 1_000;
/** Minimum time between reconnects while the host name leads to a read-only server. */
const RENEWED_EVERY_MS = 1_000;

/** A shorter chunk is the end of a result. TLS records have 16 KB. */
const SHORT_PIECE = 8_192;
/** Yield after this many bytes of a result. */
const LONG_PIECE = 65_536;

/** How a pool tests connections before use. */
export interface Trial {
  /** The first statements of a session. */
  readonly session: readonly string[];
  /** Whether there are other hosts, so that a read-only one is skipped. */
  readonly isOneOfSeveral: boolean;
}

interface Facts {
  readonly openedAt: number;
  /** When the connection last passed its test; undefined until its session is set up. */
  provenAt: number | undefined;
}

/** No connection became free in time. The host itself may be fine. */
export class PoolBusyError extends Error {
  readonly code = 'POOL_BUSY';
}

/** The connection pool of one host. Tests connections before use, as far as that costs no delay. */
export class HostPool {
  private readonly pool: Pool;
  private readonly facts = new WeakMap<PoolConnection, Facts>();
  /** Connections opened before this time are closed: their server is gone or has become read-only. */
  private openedFrom = -Infinity;
  /** Connections that passed their test before this time are tested again. */
  private provenFrom = 0;

  constructor(
    options: PoolOptions,
    private readonly trial: Trial,
  ) {
    const { connectionLimit = 10 } = options;
    this.pool = mysql.createPool({
      ...options,
      // The driver only closes idle connections if maxIdle is below the connection limit.
      maxIdle: connectionLimit - 0.5,
      idleTimeout: RETIRED_AFTER_MS,
      gracefulEnd: true,
    });
    this.pool.on('connection', (connection) => this.watch(connection));
    this.pool.on('acquire', (connection) => streamOf(connection).setTimeout(ANSWER_WITHIN_MS));
    this.pool.on('release', (connection) => {
      streamOf(connection).setTimeout(0);
      const facts = this.facts.get(connection);
      if (facts?.provenAt !== undefined && !trial.isOneOfSeveral) facts.provenAt = performance.now();
    });
  }

  /** Returns a working connection. Throws the driver's error, or PoolBusyError. */
  async connect(): Promise<PoolConnection> {
    for (;;) {
      const connection = await connectionOf(this.pool);
      const facts = this.facts.get(connection);
      const startedAt = performance.now();
      const isNew = facts?.provenAt === undefined;
      if (facts && facts.openedAt >= this.openedFrom) {
        try {
          await this.prove(connection, facts);
          return connection;
        } catch (error) {
          // If one idle connection is dead, so are the others of its age. Testing each would take too long.
          this.openedFrom = Math.max(this.openedFrom, startedAt);
          connection.destroy();
          if (isNew) throw error;
        }
      } else {
        connection.destroy();
      }
    }
  }

  /**
   * Closes a connection whose server is lost or read-only, and all connections that were opened before. A read-only
   * connection stays if it was opened after the last reconnect a moment ago: a new one would not help, and reads still
   * work.
   */
  abandon(connection: PoolConnection, isReadOnly: boolean): void {
    const facts = this.facts.get(connection);
    if (!facts) return;
    if (facts.openedAt >= this.openedFrom) {
      const now = performance.now();
      if (isReadOnly && now - this.openedFrom < RENEWED_EVERY_MS) return;
      this.openedFrom = now;
    }
    connection.destroy();
  }

  end(): Promise<void> {
    return this.pool.promise().end();
  }

  private watch(connection: PoolConnection): void {
    this.facts.set(connection, { openedAt: performance.now(), provenAt: undefined });
    // The caller gets the error; without a listener, the driver's second event would end the process.
    connection.on('error', () => undefined);
    const stream = streamOf(connection);
    readInTurns(stream);
    stream.on('timeout', () => {
      this.provenFrom = performance.now();
      stream.destroy(databaseError('ETIMEDOUT', 'the database does not answer'));
    });
  }

  private async prove(connection: PoolConnection, facts: Facts): Promise<void> {
    const { provenAt } = facts;
    const { session, isOneOfSeveral } = this.trial;
    const limit = isOneOfSeveral ? ASKED_EVERY_MS : TRIED_AFTER_SILENCE_MS;
    const now = performance.now();
    if (provenAt !== undefined && provenAt >= this.provenFrom && now - provenAt < limit) return;
    const stream = streamOf(connection);
    stream.setTimeout(PONG_WITHIN_MS);
    if (provenAt === undefined) for (const statement of session) await connection.promise().query(statement);
    if (isOneOfSeveral) await ensureWritable(connection);
    else if (provenAt !== undefined) await connection.promise().ping();
    stream.setTimeout(ANSWER_WITHIN_MS);
    facts.provenAt = performance.now();
  }
}

/**
 * Yields after each chunk of a long result. Otherwise two megabytes would be read and converted at once while other
 * requests wait.
 */
function readInTurns(stream: Socket): void {
  let atOnce = 0;
  stream.on('data', (bytes: Buffer) => {
    atOnce = bytes.length < SHORT_PIECE ? 0 : atOnce + bytes.length;
    if (atOnce < LONG_PIECE) return;
    atOnce = 0;
    stream.pause();
    void nextTurn().then(() => stream.resume());
  });
}

const databaseError = (code: string, message: string) => Object.assign(new Error(message), { code });

function connectionOf(pool: Pool): Promise<PoolConnection> {
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      reject(new PoolBusyError('no connection to the database became free'));
    }, FREE_WITHIN_MS);
    pool.getConnection((error, connection) => {
      clearTimeout(timer);
      if (late) connection?.release();
      else if (error) reject(error);
      else resolve(connection);
    });
  });
}

/**
 * An isolated cluster node or a replica accepts connections but no writes. Amazon Aurora readers only show it in
 * `innodb_read_only`.
 */
async function ensureWritable(connection: PoolConnection): Promise<void> {
  const sql = 'SELECT @@GLOBAL.read_only AS readOnly, @@GLOBAL.innodb_read_only AS storageReadOnly';
  const [[row]] = await connection.promise().query<RowDataPacket[]>(sql);
  // Newer MariaDB has more than two degrees of it, by name.
  const isOff = (value: unknown) => /^(?:0|off)$/i.test(String(value));
  if (!row || !isOff(row['readOnly']) || !isOff(row['storageReadOnly'])) {
    throw databaseError('READ_ONLY_HOST', 'the database is read-only');
  }
}
