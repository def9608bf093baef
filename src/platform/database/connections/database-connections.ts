import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import { Stretch } from '../../../common/stretch.js';
import type { Waiter } from '../../../common/waiter.js';
import { BackgroundSearches } from './background-searches.js';
import { Connections } from './connections.js';
import { isConnectionLost, isLockConflict, isReadOnlyServer, translateDriverError } from './driver-errors.js';
import { abandonServer, discardConnection, pingServer } from './mysql-pool.js';
import { byConnection, onSqlite } from './run-statement.js';
import { limitedByServer, whileAwaited } from './searches.js';
import { StatementRunner, type OnSnapshot, type RunStatement } from '../sql/statement-runner.js';
import { SerialQueue } from './serial-queue.js';
import { outcomeUnknown } from './refusals.js';

/** Injection token of the data source for reads: a read-only SQLite connection, or the same pool as for writes. */
export const READ_SOURCE = Symbol('READ_SOURCE');

const RUN_AGAIN_WITHIN_MS = 8_000;
const LONGEST_PAUSE_MS = 250;
const TRIES_ELSEWHERE = 5;

type Work<T> = (runner: StatementRunner) => Promise<T>;

/** The connections of the program's own database. */
@Injectable()
export class DatabaseConnections extends Connections implements OnApplicationShutdown {
  readonly writeWithinMs = 1_000;
  private readonly uniqueIndices: { name: string; table: string; columns: string[] }[];
  private readonly turns = new SerialQueue();
  private readonly isSqlite: boolean;
  private readonly searches: BackgroundSearches | undefined;
  /** SQLite: whether a rollback failed, so that a transaction may still be open. */
  private mayBeOpen = false;
  private pong: Promise<unknown> | undefined;

  constructor(
    readonly dataSource: DataSource,
    @Inject(READ_SOURCE) private readonly readSource: DataSource,
  ) {
    super();
    this.uniqueIndices = dataSource.entityMetadatas.flatMap((metadata) =>
      metadata.indices
        .filter((index) => index.isUnique)
        .map(({ name, columns }) => ({
          name,
          table: metadata.tableName,
          columns: columns.map((column) => column.databaseName).filter((column) => column !== 'accountId'),
        })),
    );
    this.isSqlite = dataSource.options.type === 'better-sqlite3';
    this.searches = this.isSqlite ? new BackgroundSearches(readSource) : undefined;
  }

  read<T>(work: (runner: StatementRunner, onSnapshot?: OnSnapshot) => Promise<T>): Promise<T> {
    return repeated(() =>
      this.connected(this.readSource, (runner, discard) =>
        this.isSqlite ? work(runner) : work(runner, snapshotOf(runner, discard)),
      ),
    );
  }

  search<T>(work: Work<T>, waiter?: Waiter): Promise<T> {
    const { searches, readSource } = this;
    if (searches) return work(this.statements(searches.statementsFor(waiter)));
    const server = readSource.options.type === 'mariadb' ? 'mariadb' : 'mysql';
    const limited = limitedByServer(server);
    const by = (runner: QueryRunner) => whileAwaited(byConnection(runner, limited), waiter);
    return repeated(() => this.connected(readSource, work, by));
  }

  write<T>(work: Work<T>): Promise<T> {
    return this.transaction(work, 'COMMIT');
  }

  /** Like `write`, but always rolls back. */
  undone<T>(work: Work<T>): Promise<T> {
    return this.transaction(work, 'ROLLBACK');
  }

  onApplicationShutdown(): void {
    this.searches?.end();
  }

  /** Throws if the database does not answer. Works while all connections are busy; concurrent calls share one ping. */
  ping(): Promise<unknown> {
    const ask = () => (this.isSqlite ? this.dataSource.query('SELECT 1') : pingServer(this.dataSource));
    this.pong ??= ask().finally(() => (this.pong = undefined));
    return this.pong;
  }

  private transaction<T>(work: Work<T>, end: 'COMMIT' | 'ROLLBACK'): Promise<T> {
    const until = performance.now() + RUN_AGAIN_WITHIN_MS;
    const run = () => repeated(() => this.attempt(work, end), until);
    // If another process writes to the SQLite file, only one request polls and the others queue.
    return this.isSqlite ? this.turns.take(run) : run();
  }

  private attempt<T>(work: Work<T>, end: 'COMMIT' | 'ROLLBACK'): Promise<T> {
    return this.connected(this.dataSource, async (runner, discard) => {
      await this.begin(runner);
      // An open transaction would be committed with the connection's next one.
      const undo = () => runner.query('ROLLBACK').catch(discard);
      let committing = false;
      try {
        const result = await work(runner);
        committing = end === 'COMMIT';
        await (committing ? runner.query('COMMIT') : undo());
        return result;
      } catch (error) {
        await undo();
        if (!committing || !isConnectionLost(causeOf(error))) throw error;
        // Adds a level of causes, so that the work is not repeated as it is after other lost connections.
        throw outcomeUnknown().with({ cause: new Error('lost during the commit', { cause: error }) });
      }
    });
  }

  private async begin(runner: StatementRunner): Promise<void> {
    if (this.mayBeOpen) await runner.query('ROLLBACK').catch(() => undefined);
    // A SQLite transaction that starts as a reader can fail at its first write, and retrying that write does not help.
    await runner.query(this.isSqlite ? 'BEGIN IMMEDIATE' : 'START TRANSACTION');
    this.mayBeOpen = false;
  }

  private async connected<T>(
    source: DataSource,
    work: (runner: StatementRunner, discard: () => Promise<void>) => Promise<T>,
    by = this.isSqlite ? this.onSqlite(source) : byConnection,
  ): Promise<T> {
    const runner = source.createQueryRunner();
    // SQLite's one query runner is shared and never released: the next transaction rolls back whatever was left open.
    const discard = async () => {
      if (this.isSqlite) this.mayBeOpen = true;
      else await discardConnection(runner);
    };
    try {
      return await work(this.statements(by(runner)), discard);
    } catch (error) {
      await this.leave(runner, causeOf(error));
      throw error;
    } finally {
      if (!this.isSqlite) await runner.release();
    }
  }

  /** A writer holds SQLite's only lock. */
  private onSqlite(source: DataSource): (runner: QueryRunner) => RunStatement {
    const stretch = new Stretch(source === this.dataSource ? 'lock' : 'nothing');
    return (runner) => onSqlite(runner, stretch);
  }

  /** Abandons a server that is lost or read-only, so that the next connection goes to another one. */
  private async leave(runner: QueryRunner, cause: unknown): Promise<void> {
    const isReadOnly = isReadOnlyServer(cause);
    if (this.isSqlite || !(isReadOnly || isConnectionLost(cause))) return;
    await abandonServer(runner, { isReadOnly });
  }

  private statements(run: RunStatement): StatementRunner {
    return new StatementRunner(run, (error) => translateDriverError(error, this.uniqueIndices));
  }
}

/** Opens snapshots on a server's connection, whatever isolation level the server has by default. */
function snapshotOf(runner: StatementRunner, discard: () => Promise<void>): OnSnapshot {
  return async (work) => {
    await runner.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await runner.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
    try {
      return await work();
    } finally {
      // Later reads on the connection would see the old snapshot.
      await runner.query('COMMIT').catch(discard);
    }
  };
}

/** Retries after conflicts with other transactions, and after the loss of a server or a switch to read-only. */
async function repeated<T>(
  attempt: () => Promise<T>,
  until = performance.now() + RUN_AGAIN_WITHIN_MS,
): Promise<T> {
  for (let number = 1; ; number++) {
    try {
      return await attempt();
    } catch (error) {
      const cause = causeOf(error);
      // Several pooled connections may still lead to the read-only server.
      const elsewhere = isReadOnlyServer(cause)
        ? number <= TRIES_ELSEWHERE
        : number === 1 && isConnectionLost(cause);
      const hopeful = isLockConflict(cause) || elsewhere;
      if (!hopeful || performance.now() > until) throw error;
      // Random, growing pauses keep the same two transactions from colliding again.
      await sleep(Math.random() * Math.min(LONGEST_PAUSE_MS, 10 * 2 ** number));
    }
  }
}

/** The driver error behind a domain error. */
export function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}
