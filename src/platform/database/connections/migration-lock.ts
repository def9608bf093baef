import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import { isLockConflict } from './driver-errors.js';
import { discardConnection, waitForever } from './mysql-pool.js';
import { byConnection } from './run-statement.js';

/** How long the lease lasts without a renewal. */
const LEASE_SECONDS = 15;
const RENEW_EVERY_MS = 3_000;

/** Uses the database's clock, so that clocks of replicas do not matter. */
const LEASE_END = `UTC_TIMESTAMP(3) + INTERVAL ${LEASE_SECONDS} SECOND`;
const TABLE = `CREATE TABLE IF NOT EXISTS migration_lock (
  id int NOT NULL PRIMARY KEY, holder varchar(36) NOT NULL, expiresAt datetime(3) NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET ascii`;
const ROW = `INSERT INTO migration_lock (id, holder, expiresAt) VALUES (1, '', UTC_TIMESTAMP(3))
  ON DUPLICATE KEY UPDATE id = id`;
const TAKE = `UPDATE migration_lock SET holder = ?, expiresAt = ${LEASE_END}
  WHERE id = 1 AND expiresAt <= UTC_TIMESTAMP(3)`;
const RENEW = `UPDATE migration_lock SET expiresAt = ${LEASE_END} WHERE id = 1 AND holder = ?`;
const GIVE_BACK = `UPDATE migration_lock SET expiresAt = UTC_TIMESTAMP(3) WHERE id = 1 AND holder = ?`;

/**
 * Runs `work` while no other process does so on the same MySQL or MariaDB database. The lock is a row with a lease,
 * because named locks (`GET_LOCK`) are local to one cluster node. The lease is renewed while `work` runs, and expires
 * if the process is killed. If the lease is lost, the connection of `runner` is closed, so that `work` fails. Throws
 * `late()` if the lock is not free within `waitSeconds`, and the reason of `stop` if that is aborted.
 */
export async function underMigrationLock<T>(
  runner: QueryRunner,
  { waitSeconds, late, stop }: { waitSeconds: number; late: () => Error; stop?: AbortSignal | undefined },
  work: () => Promise<T>,
): Promise<T> {
  const { dataSource } = runner;
  await waitForever(runner);
  await dataSource.query(TABLE);
  const holder = randomUUID();
  const deadline = Date.now() + waitSeconds * 1000;
  while (!(await take(dataSource, holder))) {
    stop?.throwIfAborted();
    if (Date.now() > deadline) throw late();
    await sleep(100 + Math.random() * 100);
  }
  const lease = keepLease(runner, holder);
  try {
    return await work();
  } finally {
    await lease.end();
  }
}

async function take(dataSource: DataSource, holder: string): Promise<boolean> {
  try {
    await dataSource.query(ROW);
    return await changesRow(dataSource, TAKE, holder);
  } catch (error) {
    // On a cluster, the slower of two nodes fails at its commit.
    if (isLockConflict(error)) return false;
    throw error;
  }
}

function keepLease(runner: QueryRunner, holder: string) {
  let renewed = Date.now();
  let renewal: Promise<void> | undefined;
  const renew = async () => {
    const begun = Date.now();
    // A failed renewal is retried as long as the lease lasts.
    const isHeld = await changesRow(runner.dataSource, RENEW, holder).catch(() => undefined);
    if (isHeld) renewed = begun;
    if (isHeld === false || Date.now() - renewed > LEASE_SECONDS * 1000) await discardConnection(runner);
  };
  const timer = setInterval(() => {
    renewal ??= renew().finally(() => (renewal = undefined));
  }, RENEW_EVERY_MS);
  return {
    end: async () => {
      clearInterval(timer);
      await renewal;
      await changesRow(runner.dataSource, GIVE_BACK, holder).catch(() => undefined);
    },
  };
}

async function changesRow(dataSource: DataSource, sql: string, holder: string): Promise<boolean> {
  const runner = dataSource.createQueryRunner();
  try {
    const { affected } = await byConnection(runner)(sql, [holder]);
    return affected === 1;
  } finally {
    await runner.release();
  }
}
