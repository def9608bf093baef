import { unavailable } from '../../../common/errors.js';
import { Connections } from './connections.js';
import { causeOf, type DatabaseConnections } from './database-connections.js';
import { isConnectionLost, isLockConflict } from './driver-errors.js';
import type { StatementRunner } from '../sql/statement-runner.js';
import { Turns } from './turns.js';

/**
 * Runs units of work as the program's own connections do, except that nothing stays: during a rehearsal all of them
 * are parts of one transaction, which is taken back at its end, and at any other time there are none.
 */
export class RehearsalConnections extends Connections {
  private readonly rehearsals = new Turns();
  private readonly units = new Turns();
  private stage: StatementRunner | undefined;
  private interruption: Error | undefined;

  constructor(private readonly connections: DatabaseConnections) {
    super();
  }

  get dataSource() {
    return this.connections.dataSource;
  }

  /**
   * Runs `work`, whose units of work see what the earlier ones did, and undoes it all. Rehearsals go one after
   * another; one that another transaction was in the way of, or whose connection was lost, begins anew.
   */
  rehearse<T>(work: () => Promise<T>): Promise<T> {
    return this.rehearsals.take(() =>
      this.connections.undone(async (runner) => {
        this.interruption = undefined;
        this.stage = runner;
        try {
          const result = await work();
          this.ensureUninterrupted();
          return result;
        } finally {
          this.stage = undefined;
          // A unit whose request was given up must not go on where others have the connection.
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
      if (!runner) throw unavailable('No rehearsal is under way.');
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
   * Undoes one unit. Where that fails, the database has ended the whole transaction by itself, as after a deadlock:
   * what came next would be for good, so nothing comes.
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

/** Whether the rehearsal may run again: nothing is wrong with what it did. */
function isInterruption(cause: unknown): boolean {
  return isLockConflict(cause) || isConnectionLost(cause);
}
