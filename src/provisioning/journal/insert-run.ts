import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import type { Author } from '../../platform/database/author.js';
import { noCounts } from './run-counts.js';
import { Run } from './run.entity.js';
import { sourceOf } from './source-of.js';

interface NewRun {
  id: string;
  author: Author;
  client: string | null;
  /** The job whose changes form the run, and the run that it undoes, if any. */
  job?: { id: string; undoes: string | null };
}

/** Inserts a run before its first change, so that its id is known. */
export async function insertRun(tx: AccountTransaction, { id, author, client, job }: NewRun): Promise<void> {
  const now = new Date().toISOString();
  await tx.insert(Run, [
    {
      id,
      source: sourceOf(author, job?.id),
      via: author.via,
      actorKind: author.kind,
      actorId: author.id,
      actor: author.name,
      client,
      firstAt: now,
      lastAt: now,
      ...noCounts(),
      activeBefore: 0,
      membersBefore: 0,
      alarmAt: null,
      undoOf: job?.undoes ?? null,
      undoneBy: null,
      undoneInPart: false,
      deactivatedAgain: 0,
    },
  ]);
}
