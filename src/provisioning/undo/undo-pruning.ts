import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { all, compare, isIn } from '../../platform/database/sql/predicate.js';
import { UndoJob } from './undo-job.entity.js';

/** Deletes undos that ended before `instant`: the journal no longer has what they have put back. */
export async function pruneUndoJobs(tx: AccountTransaction, instant: Date): Promise<void> {
  const ended = isIn('state', ['done', 'failed'] as const);
  await tx.delete(UndoJob, all(ended, compare('finishedAt', '<', instant.toISOString())));
}
