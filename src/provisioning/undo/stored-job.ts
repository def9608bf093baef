import { newId } from '../../common/identifier.js';
import type { Run } from '../journal/run.entity.js';
import { authorColumns, type Author } from '../../platform/database/author.js';
import type { UndoChoice } from './undo-choice.js';
import type { JobKind, UndoJob } from './undo-job.entity.js';

export const JOB_COLUMNS = [
  'id',
  'kind',
  'runId',
  'undoRunId',
  'authorKind',
  'authorId',
  'author',
  'via',
  'address',
  'choice',
  'state',
  'step',
  'cursor',
  'waiting',
  'done',
  'total',
  'restored',
  'skipped',
  'impossible',
  'left',
  'leaseUntil',
  'createdAt',
  'finishedAt',
] as const;

/** A job as stored. */
export type StoredJob = Pick<UndoJob, (typeof JOB_COLUMNS)[number]>;

/** A job, and how many of the people it restored have lost access again, see `Run`. */
export type ReadJob = StoredJob & Pick<Run, 'deactivatedAgain'>;

interface NewJob {
  kind: JobKind;
  /** The run to undo; left out for other jobs. */
  runId?: string;
  choice: UndoChoice;
  author: Author;
  total: number;
}

/** A job that has not begun. */
export function newJob({ kind, runId, choice, author, total }: NewJob): StoredJob {
  const now = new Date().toISOString();
  const undoRunId = newId();
  return {
    id: newId(),
    kind,
    runId: runId ?? undoRunId,
    undoRunId,
    ...authorColumns(author),
    choice: JSON.stringify(choice),
    state: 'running',
    step: 0,
    cursor: '',
    waiting: 0,
    done: 0,
    total,
    restored: 0,
    skipped: 0,
    impossible: 0,
    left: null,
    leaseUntil: now,
    createdAt: now,
    finishedAt: null,
  };
}
