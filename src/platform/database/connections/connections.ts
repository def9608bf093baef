import type { DataSource } from 'typeorm';
import type { Waiter } from '../../../common/waiter.js';
import type { StatementRunner } from '../sql/statement-runner.js';

/**
 * Where units of work run. Which database that is, and whether for good, is decided once for a whole program, by the
 * module at its root.
 */
export abstract class Connections {
  /** Knows the tables, and of which kind the database is. */
  abstract readonly dataSource: DataSource;

  /** Runs `work` on a connection that sees committed data only. */
  abstract read<T>(work: (runner: StatementRunner) => Promise<T>): Promise<T>;

  /**
   * Like `read`, for statements that may run long: each is ended after a few seconds, and where that is possible when the
   * waiter leaves. Throws `invalid` (`too-costly`), NobodyWaits.
   */
  abstract search<T>(work: (runner: StatementRunner) => Promise<T>, waiter?: Waiter): Promise<T>;

  /** Runs `work` as a transaction, again from the beginning where another one was in its way. */
  abstract write<T>(work: (runner: StatementRunner) => Promise<T>): Promise<T>;
}
