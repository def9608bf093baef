import { Run } from '../journal/run.entity.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { equal, idIs } from '../../platform/database/sql/predicate.js';
import { join } from '../../platform/database/sql/selection.js';
import { UndoJob } from './undo-job.entity.js';

/** A run, and the one that it undoes. */
type Link = Pick<Run, 'id' | 'undoOf'>;

/**
 * The id of a running undo that an undo of the run would conflict with, if any. That is an undo of the run
 * itself, of a run that it undoes, or of one that undoes it, over any number of undos. Each would reverse the
 * other's changes without noticing. Locks the first run of the chain, so that two undos cannot begin at once.
 */
export async function runningUndo(tx: AccountTransaction, run: Link): Promise<string | undefined> {
  const beginning = (await beginnings(tx, [run])).get(run.id);
  if (beginning !== undefined)
    await tx.find(Run, { columns: ['id'], where: idIs(beginning), forUpdate: true });
  const running = await tx.select(UndoJob, {
    columns: ['id', 'runId'],
    joins: [join(Run, { on: { id: 'runId' }, columns: { undoOf: 'undoOf' } })],
    where: equal('state', 'running'),
  });
  const others = await beginnings(
    tx,
    running.map(({ runId, undoOf }) => ({ id: runId, undoOf })),
  );
  return running.find(({ runId }) => others.get(runId) === beginning)?.id;
}

/** The first run of each chain, which is not an undo itself. Takes one statement for each undo of an undo. */
async function beginnings(tx: AccountTransaction, runs: readonly Link[]): Promise<Map<string, string>> {
  const found = new Map(runs.map(({ id, undoOf }) => [id, undoOf ?? id]));
  let next = runs.flatMap(({ undoOf }) => undoOf ?? []);
  while (next.length > 0) {
    const rows = await tx.selectListed(Run, 'id', [...new Set(next)], { columns: ['id', 'undoOf'] });
    const undone = new Map(rows.map(({ id, undoOf }) => [id, undoOf]));
    for (const [id, last] of found) found.set(id, undone.get(last) ?? last);
    next = rows.flatMap(({ undoOf }) => undoOf ?? []);
  }
  return found;
}
