import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, MigrationExecutor, type DataSourceOptions, type QueryRunner } from 'typeorm';
import { rowsAs } from '../sql/borders.js';
import { isLockConflict } from './driver-errors.js';
import { interruptible } from './interruptible.js';
import { underMigrationLock } from './migration-lock.js';

/** How long a process waits for another one that is migrating the same database. */
const WAIT_SECONDS = 60;

/**
 * Opens a data source. Waits where other processes open the same new SQLite file at once, since all want to
 * switch it to WAL and SQLite does not wait for that by itself. Throws the driver's error.
 */
export function openDataSource(options: DataSourceOptions): Promise<DataSource> {
  return waiting(() => new DataSource(options).initialize());
}

/** Names of the migrations that the program has and the database has not, oldest first. Changes nothing. */
export async function pendingMigrations(dataSource: DataSource): Promise<string[]> {
  const pending = await new MigrationExecutor(dataSource).getPendingMigrations();
  return pending.map(({ name }) => name);
}

/**
 * Brings the database up to date and gives the names of the migrations that ran, none where another process
 * was first. Any number of processes may do so at once: they take turns. The data source must be in no other use.
 * Throws an Error where the turn does not come within a minute, the driver's error where a migration fails, and the reason of
 * `stop` where that is aborted: after the statement that is under way, so that the next run takes it up from there.
 */
export async function migrate(dataSource: DataSource, stop?: AbortSignal): Promise<string[]> {
  if ((await pendingMigrations(dataSource)).length === 0) return [];
  const runner = dataSource.createQueryRunner();
  const work = () =>
    dataSource.options.type === 'better-sqlite3'
      ? inOneTransaction(runner, () => execute(runner, 'none'))
      : // Every DDL statement commits there, so no transaction keeps others out.
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
 * SQLite takes back DDL as well, so all migrations are one transaction. Foreign keys are off while it runs,
 * which only works outside of it: rebuilding a table drops the old one, and that would cascade.
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
