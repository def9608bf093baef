import type { ReadJob, StoredJob } from './stored-job.js';
import type { LeftEntries, UndoEntry, UndoOutcome } from './undo-entries.js';
import type { JobState } from './undo-job.entity.js';

/** An undo as REST, the console and the command line show it. */
export interface ShownJob {
  id: string;
  state: JobState;
  done: number;
  of: number;
  /** How many people identity providers have deactivated or deleted again. */
  deactivatedAgain: number;
  /** Once it has ended. */
  result?: UndoResult;
}

export interface UndoResult {
  /** The run that was undone. */
  run: string;
  /** The run that the undo formed. */
  undoRun: string;
  totals: Record<keyof UndoOutcome, number>;
  /** The first entries that were skipped, and why. */
  skip: UndoEntry[];
  impossible: UndoEntry[];
}

export function shownJob(job: ReadJob): ShownJob {
  const { id, state, done, total: of, deactivatedAgain } = job;
  return { id, state, done, of, deactivatedAgain, ...(state !== 'running' && { result: resultOf(job) }) };
}

function resultOf({ runId: run, undoRunId: undoRun, left, ...job }: StoredJob): UndoResult {
  const { skip, impossible } = JSON.parse(left ?? '{"skip":[],"impossible":[]}') as LeftEntries;
  const totals = { restore: job.restored, skip: job.skipped, impossible: job.impossible };
  return { run, undoRun, totals, skip, impossible };
}
