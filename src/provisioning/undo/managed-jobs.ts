import { Account } from '../../accounts/account.entity.js';
import type { AuthoredTransaction } from '../../platform/database/account-transaction.js';
import { all, equal, idIs, isIn } from '../../platform/database/sql/predicate.js';
import { insertRun } from '../journal/insert-run.js';
import { deactivationRunning, makeLocalRunning } from './refusals.js';
import { newJob, type StoredJob } from './stored-job.js';
import { UndoJob } from './undo-job.entity.js';

const RUNNING = { deactivation: deactivationRunning, 'make-local': makeLocalRunning } as const;

/** A job on everything that identity providers manage. */
export type ManagedJobKind = keyof typeof RUNNING;

const KINDS = Object.keys(RUNNING) as ManagedJobKind[];

/**
 * Ensures that only one such job runs at a time, because each changes what the other looks for. Locks the
 * account. Throws `conflict` (`deactivation-running`, `make-local-running`).
 */
export async function oneManagedJob(tx: AuthoredTransaction): Promise<void> {
  await tx.find(Account, { columns: ['id'], where: idIs(tx.accountId), forUpdate: true });
  const running = await tx.find(UndoJob, {
    columns: ['id', 'kind'],
    where: all(equal('state', 'running'), isIn('kind', KINDS)),
  });
  if (running) throw RUNNING[running.kind as ManagedJobKind](running.id);
}

/** Begins a job and the run that its changes form. */
export async function beginManagedJob(
  tx: AuthoredTransaction,
  kind: ManagedJobKind,
  total: number,
): Promise<StoredJob> {
  const { author } = tx;
  const job = newJob({ kind, choice: {}, author, total });
  await insertRun(tx, { id: job.runId, author, client: null, job: { id: job.id, undoes: null } });
  await tx.insert(UndoJob, [job]);
  return job;
}
