import { performance } from 'node:perf_hooks';
import Libsql from 'libsql/promise';
import type { DataSource } from 'typeorm';
import { ensureAwaited, NobodyWaits, type Waiter } from '../../../common/waiter.js';
import { tooCostly } from './refusals.js';
import { SEARCH_WITHIN_MS } from './searches.js';
import { allRows } from './sqlite-rows.js';
import type { RunStatement } from '../sql/statement-runner.js';
import { asBackgroundConnection, type BackgroundConnection } from './borders.js';
import type { Scalar } from '../sql/columns.js';

/** Repeat interrupts at this interval: SQLite ignores an interrupt before the statement has started. */
const ASKED_EVERY_MS = 50;

/**
 * Runs SQLite searches in the background, so that the main thread keeps answering. Each statement has its own
 * connection: on a shared one, garbage collection of a finished statement would block the main thread until the running
 * one ends.
 */
export class BackgroundSearches {
  private readonly busy = new Set<BackgroundConnection>();

  constructor(private readonly source: DataSource) {}

  /**
   * Runs the statements of one search. Interrupts them when the time is up or the waiter leaves. Throws `invalid`
   * (`too-costly`), NobodyWaits.
   */
  statementsFor(waiter: Waiter | undefined): RunStatement {
    const until = performance.now() + SEARCH_WITHIN_MS;
    return async (sql, parameters) => {
      ensureAwaited(waiter);
      if (performance.now() >= until) throw tooCostly();
      this.source.logger.logQuery(sql, parameters);
      const connection = asBackgroundConnection(new Libsql(fileOf(this.source), {}));
      this.busy.add(connection);
      const ending = setInterval(() => {
        if (waiter?.hasLeft || performance.now() >= until) connection.interrupt();
      }, ASKED_EVERY_MS);
      try {
        return { rows: await rowsOf(connection, sql, parameters), affected: 0 };
      } catch (error) {
        if (!isInterruption(error)) throw error;
        throw waiter?.hasLeft ? new NobodyWaits() : tooCostly().with({ cause: error });
      } finally {
        clearInterval(ending);
        this.busy.delete(connection);
        connection.close();
      }
    };
  }

  /** Interrupts all running statements. */
  end(): void {
    for (const connection of this.busy) connection.interrupt();
  }
}

/** Only the work before the first row runs in the background. Materializing the rows moves all of it there. */
async function rowsOf(
  connection: BackgroundConnection,
  sql: string,
  parameters: Scalar[],
): Promise<unknown[]> {
  await connection.exec('PRAGMA query_only = ON');
  const whole = `WITH found AS MATERIALIZED (${sql}) SELECT * FROM found`;
  const statement = (await connection.prepare(whole)).raw();
  const columns = statement.columns().map(({ name }) => name);
  return allRows(await statement.iterate(parameters), columns);
}

function fileOf({ options: { database } }: DataSource): string {
  if (typeof database === 'string') return database;
  throw new TypeError('This data source has no file.');
}

function isInterruption(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_INTERRUPT';
}
