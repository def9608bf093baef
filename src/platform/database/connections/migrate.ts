import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, MigrationExecutor, type DataSourceOptions, type QueryRunner } from 'typeorm';
import { rowsAs } from '../sql/borders.js';
import { isLockConflict } from './driver-errors.js';
import { interruptible } from './interruptible.js';
import { underMigrationLock } from './migration-lock.js';

/** How long to wait for another process that migrates the same database. */
const WAIT_SECONDS = 60;

/**
 * Opens a data source. Retries while other processes open the same new SQLite file, because SQLite does not wait when
 * it switches to WAL. Throws the driver's error.
 */
export function openDataSource(options: DataSourceOptions): Promise<DataSource> {
  return waiting(() => new DataSource(options).initialize());
}

/** Names of the migrations that have not run yet, oldest first. Changes nothing. */
export async function pendingMigrations(dataSource: DataSource): Promise<string[]> {
  const pending = await new MigrationExecutor(dataSource).getPendingMigrations();
  return pending.map(({ name }) => name);
}

/**
 * Migrates the database and returns the names of the migrations that ran. Several processes may call it at
 * once; they wait for each other. The data source must not be in use otherwise. Throws an Error after a
 * minute of waiting, and the driver's error if a migration fails. If `stop` is aborted, throws its reason
 * after the current statement, so that the next run continues from there.
 */
export async function migrate(dataSource: DataSource, stop?: AbortSignal): Promise<string[]> {
  if ((await pendingMigrations(dataSource)).length === 0) return [];
  const runner = dataSource.createQueryRunner();
  const work = () =>
    dataSource.options.type === 'better-sqlite3'
      ? inOneTransaction(runner, () => execute(runner, 'none'))
      : // There every DDL statement commits, so a transaction cannot serve as the lock.
        underMigrationLock(runner, { waitSeconds: WAIT_SECONDS, late: turnNeverCame, stop }, () =>
          execute(runner, 'each'),
        );
  try {
    return await (stop ? interruptible(runner, stop, work) : work());
  } finally {
    await runner.release();
  }
}

async function execute(runner: QueryRunner, transaction: 'none' | 'each'): Promise<string[]> {
  const executor = new MigrationExecutor(runner.dataSource, runner);
  executor.transaction = transaction;
  const executed = await executor.executePendingMigrations();
  return executed.map(({ name }) => name);
}

/**
 * SQLite can roll back DDL, so all migrations run in one transaction. Foreign keys must be turned off before it:
 * rebuilding a table drops the old one, which would cascade.
 */
async function inOneTransaction<T>(runner: QueryRunner, work: () => Promise<T>): Promise<T> {
  await runner.beforeMigration();
  try {
    await waiting(() => runner.query('BEGIN IMMEDIATE'));
    try {
      const result = await work();
      if (rowsAs(await runner.query('PRAGMA foreign_key_check')).length > 0)
        throw new Error('A migration left a reference to a row that is gone.');
      await runner.query('COMMIT');
      return result;
    } catch (error) {
      await runner.query('ROLLBACK');
      throw error;
    }
  } finally {
    await runner.afterMigration();
  }
}

async function waiting<T>(attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + WAIT_SECONDS * 1000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isLockConflict(error)) throw error;
      if (Date.now() > deadline) throw turnNeverCame(error);
      await sleep(50 + Math.random() * 50);
    }
  }
}

function turnNeverCame(cause?: unknown): Error {
  const message = `Another process has been migrating this database for more than ${WAIT_SECONDS} seconds.`;
  return new Error(message, { cause });
}
