import { performance } from 'node:perf_hooks';
import Libsql from 'libsql/promise';
import type { DataSource } from 'typeorm';
import { ensureAwaited, NobodyWaits, type Waiter } from '../common/waiter.js';
import { SEARCH_WITHIN_MS, tooCostly } from './searches.js';
import type { Ran, RunStatement } from './statement-runner.js';
import type { Scalar } from './table.js';

/** What is used of libsql's connection that works on a thread of its own; its types leave that out. */
interface BackgroundConnection {
  prepare(sql: string): Promise<{ all(parameters: Scalar[]): Promise<unknown[]> }>;
  exec(sql: string): Promise<void>;
  interrupt(): void;
  close(): void;
}

/** Once a statement is to end, SQLite is asked so often: it forgets what it is asked before the statement has begun. */
const ASKED_EVERY_MS = 50;

/**
 * Searches on SQLite, beside the program's one thread, which goes on answering meanwhile. Each has a connection to itself
 * for as long as it runs.
 */
export class BackgroundSearches {
  private readonly idle: BackgroundConnection[] = [];
  private readonly busy = new Set<BackgroundConnection>();

  constructor(private readonly source: DataSource) {}

  /** Gives `work` statements that end when they take too long or when the waiter leaves: `invalid` (`too-costly`), NobodyWaits. */
  async run<T>(waiter: Waiter | undefined, work: (run: RunStatement) => Promise<T>): Promise<T> {
    const connection = this.idle.pop() ?? (await this.open());
    this.busy.add(connection);
    const until = performance.now() + SEARCH_WITHIN_MS;
    try {
      return await work((sql, parameters) => {
        this.source.logger.logQuery(sql, parameters);
        return statement(connection, { sql, parameters, until, waiter });
      });
    } finally {
      this.busy.delete(connection);
      this.idle.push(connection);
    }
  }

  close(): void {
    for (const connection of this.busy) connection.interrupt();
    for (const connection of this.idle) connection.close();
  }

  private async open(): Promise<BackgroundConnection> {
    const connection = new Libsql(this.source.options.database as string, {}) as BackgroundConnection;
    await connection.exec('PRAGMA query_only = ON');
    return connection;
  }
}

/**
 * Only what comes before a statement's first row runs in the background: all of it, where the rows have to be there before
 * the first one is given.
 */
async function statement(
  connection: BackgroundConnection,
  asked: { sql: string; parameters: Scalar[]; until: number; waiter: Waiter | undefined },
): Promise<Ran> {
  const { sql, parameters, until, waiter } = asked;
  ensureAwaited(waiter);
  const isLate = () => performance.now() >= until;
  const ending = setInterval(() => {
    if (isLate() || waiter?.hasLeft) connection.interrupt();
  }, ASKED_EVERY_MS);
  try {
    if (isLate()) throw tooCostly();
    const whole = `WITH found AS MATERIALIZED (${sql}) SELECT * FROM found`;
    const rows = await (await connection.prepare(whole)).all(parameters);
    return { rows, affected: 0 };
  } catch (error) {
    if (!isInterruption(error)) throw error;
    throw waiter?.hasLeft ? new NobodyWaits() : tooCostly(error);
  } finally {
    clearInterval(ending);
  }
}

function isInterruption(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_INTERRUPT';
}
