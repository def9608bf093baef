import { leaseFromNow } from '../../platform/background/sliced-work.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { idIs } from '../../platform/database/sql/predicate.js';
import type { StoredJob } from './stored-job.js';
import { leftAfter, type LeftEntries, type UndoOutcome } from './undo-entries.js';
import { UndoJob } from './undo-job.entity.js';

/** What a kind of job does. */
export interface JobWork {
  /** Works on one slice in the transaction, which also stores how far the job is. Returns whether there is more to do. */
  next(tx: AccountTransaction, job: StoredJob): Promise<boolean>;
}

/** Stores how far a job is, and renews the lease of the process that works on it. */
export async function storeProgress(
  tx: AccountTransaction,
  { id }: StoredJob,
  changes: Partial<StoredJob>,
): Promise<true> {
  await tx.update(UndoJob, { ...changes, leaseUntil: leaseFromNow() }, idIs(id));
  return true;
}

/** Ends a job that has done everything. */
export async function endJob(tx: AccountTransaction, { id, total }: StoredJob): Promise<false> {
  await tx.update(UndoJob, { state: 'done', done: total, finishedAt: new Date().toISOString() }, idIs(id));
  return false;
}

/** The counts of a job after a slice. */
export function countsAfter(job: StoredJob, outcome: UndoOutcome): Partial<StoredJob> {
  const left = JSON.parse(job.left ?? '{"skip":[],"impossible":[]}') as LeftEntries;
  return {
    restored: job.restored + outcome.restore.length,
    skipped: job.skipped + outcome.skip.length,
    impossible: job.impossible + outcome.impossible.length,
    ...(outcome.skip.length + outcome.impossible.length > 0 && {
      left: JSON.stringify(leftAfter(left, outcome)),
    }),
  };
}
