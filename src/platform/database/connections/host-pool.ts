import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { nextTurn } from '../../../common/stretch.js';
import mysql, { type Pool, type PoolConnection, type PoolOptions, type RowDataPacket } from 'mysql2';
import { streamOf } from './borders.js';

/** How long a request waits until one of the pool's connections is free. */
const FREE_WITHIN_MS = 10_000;
/** How long a statement may go without a byte from the server: longer than a lock can be waited for. */
const ANSWER_WITHIN_MS = 20_000;
/** How long the server may take to say that it is there. */
export const PONG_WITHIN_MS = 2_000;

/** Connections that nobody used for so long are closed; firewalls forget them after a few minutes. */
const RETIRED_AFTER_MS = 60_000;
/** A connection that was silent for longer is tried before it is used. */
const TRIED_AFTER_SILENCE_MS = 3_000;
/** Of several hosts another one may take over the changes while this one goes on to answer: each connection asks that often. */
const ASKED_EVERY_MS = 1_000;
/** How often connections are opened anew at most, while the host's name leads to a server that takes no changes. */
const RENEWED_EVERY_MS = 1_000;

/** A shorter piece ends a result, or is all of it. TLS has records of 16 KB. */
const SHORT_PIECE = 8_192;
/** So many bytes of a result are read before others go on. */
const LONG_PIECE = 65_536;

/** What a pool does with connections before it gives them out. */
export interface Trial {
  /** The statements that begin a session. */
  readonly session: readonly string[];
  /** Whether there are other hosts, so that one which takes no changes is passed over. */
  readonly isOneOfSeveral: boolean;
}

interface Facts {
  readonly openedAt: number;
  /** When it was last known to lead to a server that will do; undefined until its session is set up. */
  provenAt: number | undefined;
}

/** Nobody gave a connection back in time. That says nothing about the host. */
export class PoolBusyError extends Error {
  readonly code = 'POOL_BUSY';
}

/** The connections to one host. None is given out that leads nowhere, as far as can be known without delay. */
export class HostPool {
  private readonly pool: Pool;
  private readonly facts = new WeakMap<PoolConnection, Facts>();
  /** Connections opened before are closed and not used: the server behind them is gone, or takes no changes any more. */
  private openedFrom = -Infinity;
  /** Connections proven before are tried, however short their silence. */
  private provenFrom = 0;

  constructor(
    options: PoolOptions,
    private readonly trial: Trial,
  ) {
    const { connectionLimit = 10 } = options;
    this.pool = mysql.createPool({
      ...options,
      // The driver only looks for idle connections where fewer than all may be idle.
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

  /** Gives a connection that works. Throws the driver's error where none can be had, or PoolBusyError. */
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
          // One silent connection is dead, so the others of its age are: trying each would take its time each.
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
   * Closes a connection whose server is lost or takes no changes, and those that were opened no later, which lead to the same.
   * One that was opened since that was done for the last time, a moment ago, stays where it takes no changes: reads go on, and
   * a new one would not be different.
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
    // Whoever uses it hears of it; without a listener of its own, the driver's second word would end the process.
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
 * Lets others go on after each piece of a long result. Otherwise the program would read two megabytes of it at once, and
 * make rows of them, before it looked at anybody else's request.
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

export const databaseError = (code: string, message: string) => Object.assign(new Error(message), { code });

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
 * A node of a cluster that has lost the others, or a replica, lets anybody in and then takes no change. Readers of Amazon
 * Aurora show it by `innodb_read_only` alone.
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
