import type { DataSource } from 'typeorm';
import type { Waiter } from '../../../common/waiter.js';
import type { OnSnapshot, StatementRunner } from '../sql/statement-runner.js';

/** Where units of work run. The root module decides on the database, and whether changes are kept. */
export abstract class Connections {
  /** Provides table metadata and the database type. */
  abstract readonly dataSource: DataSource;

  /** How long writes that no request waits for may be collected in memory, in milliseconds. */
  abstract readonly writeWithinMs: number;

  /**
   * Runs `work` on a connection that sees committed data only. A database server also offers snapshots, for reads of several
   * statements.
   */
  abstract read<T>(work: (runner: StatementRunner, onSnapshot?: OnSnapshot) => Promise<T>): Promise<T>;

  /**
   * Like `read`, for slow statements: each is cancelled after a few seconds, and if possible when the waiter leaves.
   * Throws `invalid` (`too-costly`), NobodyWaits.
   */
  abstract search<T>(work: (runner: StatementRunner) => Promise<T>, waiter?: Waiter): Promise<T>;

  /** Runs `work` in a transaction and retries it after conflicts. */
  abstract write<T>(work: (runner: StatementRunner) => Promise<T>): Promise<T>;
}
