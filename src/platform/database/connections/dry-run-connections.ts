import { unavailable } from '../../../common/errors.js';
import { Connections } from './connections.js';
import { causeOf, type DatabaseConnections } from './database-connections.js';
import { isConnectionLost, isLockConflict } from './driver-errors.js';
import type { StatementRunner } from '../sql/statement-runner.js';
import { SerialQueue } from './serial-queue.js';

/**
 * Runs all units of work of a dry run in one transaction, which is rolled back at the end. Outside of a dry run there
 * are no connections.
 */
export class DryRunConnections extends Connections {
  /**
   * Longer than a dry run: its caller flushes these writes at its end, so that a slow dry run needs no more
   * statements.
   */
  readonly writeWithinMs = 3_600_000;
  private readonly dryRuns = new SerialQueue();
  private readonly units = new SerialQueue();
  private stage: StatementRunner | undefined;
  private interruption: Error | undefined;

  constructor(private readonly connections: DatabaseConnections) {
    super();
  }

  get dataSource() {
    return this.connections.dataSource;
  }

  /**
   * Runs `work`, whose units of work see each other's changes, and rolls everything back. Dry runs are sequential, and
   * start again after a conflict or a lost connection.
   */
  dryRun<T>(work: () => Promise<T>): Promise<T> {
    return this.dryRuns.take(() =>
      this.connections.undone(async (runner) => {
        this.interruption = undefined;
        this.stage = runner;
        try {
          const result = await work();
          this.ensureUninterrupted();
          return result;
        } finally {
          this.stage = undefined;
          // Wait for units of abandoned requests: they must not continue on a connection that others use.
          await this.units.take(() => Promise.resolve());
        }
      }),
    );
  }

  read<T>(work: (runner: StatementRunner) => Promise<T>): Promise<T> {
    return this.unit(work);
  }

  search<T>(work: (runner: StatementRunner) => Promise<T>): Promise<T> {
    return this.unit(work);
  }

  write<T>(work: (runner: StatementRunner) => Promise<T>): Promise<T> {
    return this.unit(work);
  }

  private unit<T>(work: (runner: StatementRunner) => Promise<T>): Promise<T> {
    return this.units.take(async () => {
      const runner = this.stage;
      if (!runner) throw unavailable('No dry run is in progress.');
      await runner.query('SAVEPOINT unit_of_work');
      try {
        const result = await work(runner);
        await runner.query('RELEASE SAVEPOINT unit_of_work');
        return result;
      } catch (error) {
        if (error instanceof Error && isInterruption(causeOf(error))) this.interruption = error;
        await this.takeBack(runner);
        throw error;
      }
    });
  }

  private ensureUninterrupted(): void {
    if (this.interruption) throw this.interruption;
  }

  /**
   * Rolls back one unit. If that fails, the database has already ended the transaction, for example after a deadlock.
   * Later statements would be permanent, so the dry run stops.
   */
  private async takeBack(runner: StatementRunner): Promise<void> {
    try {
      await runner.query('ROLLBACK TO SAVEPOINT unit_of_work');
      await runner.query('RELEASE SAVEPOINT unit_of_work');
    } catch {
      this.stage = undefined;
    }
  }
}

/** Whether the dry run can be repeated. */
function isInterruption(cause: unknown): boolean {
  return isLockConflict(cause) || isConnectionLost(cause);
}
