import type { ReadJob, StoredJob } from './stored-job.js';
import type { LeftEntries, UndoEntry, UndoOutcome } from './undo-entries.js';
import type { JobKind, JobState } from './undo-job.entity.js';

/** A job as REST, the console and the command line show it. */
export interface ShownJob {
  id: string;
  kind: JobKind;
  state: JobState;
  done: number;
  of: number;
  /** How many people identity providers have deactivated or deleted again. */
  deactivatedAgain: number;
  /** Of an undo, once it has ended. */
  result?: UndoResult;
  /** Of a deactivation, once it has ended. */
  deactivation?: DeactivationResult;
  /** Of making everybody local, once it has ended. */
  madeLocal?: MadeLocalResult;
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

export interface DeactivationResult {
  /** The run that it formed, which can be undone. */
  run: string;
  totals: { deactivate: number; keep: number };
  /** The first people who stay active, and why. */
  keep: UndoEntry[];
}

export interface MadeLocalResult {
  /** The run that it formed, which can be undone. */
  run: string;
  /** How many users and groups are local now that were not. */
  total: number;
}

export function shownJob(job: ReadJob): ShownJob {
  const { id, kind, state, done, total: of, deactivatedAgain } = job;
  const shown = { id, kind, state, done, of, deactivatedAgain };
  if (state === 'running') return shown;
  switch (kind) {
    case 'undo':
      return { ...shown, result: resultOf(job) };
    case 'deactivation':
      return { ...shown, deactivation: deactivationOf(job) };
    case 'make-local':
      return { ...shown, madeLocal: { run: job.runId, total: job.restored } };
  }
}

function resultOf({ runId: run, undoRunId: undoRun, left, ...job }: StoredJob): UndoResult {
  const { skip, impossible } = JSON.parse(left ?? '{"skip":[],"impossible":[]}') as LeftEntries;
  const totals = { restore: job.restored, skip: job.skipped, impossible: job.impossible };
  return { run, undoRun, totals, skip, impossible };
}

function deactivationOf({ runId: run, left, restored, impossible }: StoredJob): DeactivationResult {
  const { impossible: keep } = JSON.parse(left ?? '{"impossible":[]}') as Pick<LeftEntries, 'impossible'>;
  return { run, totals: { deactivate: restored, keep: impossible }, keep };
}
