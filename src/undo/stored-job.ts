import { newId } from '../common/identifier.js';
import type { Run } from '../journal/run.entity.js';
import type { Author } from '../platform/database/author.js';
import type { UndoChoice } from './undo-choice.js';
import type { UndoJob } from './undo-job.entity.js';

export const JOB_COLUMNS = [
  'id',
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

/** An undo as stored. */
export type StoredJob = Pick<UndoJob, (typeof JOB_COLUMNS)[number]>;

/** An undo, and how many of those whom it put back have lost access again, see `Run`. */
export type ReadJob = StoredJob & Pick<Run, 'deactivatedAgain'>;

/** A job that has not begun, to undo the run. */
export function newJob(
  { id: runId }: Pick<Run, 'id'>,
  { choice, author, total }: { choice: UndoChoice; author: Author; total: number },
): StoredJob {
  const now = new Date().toISOString();
  return {
    id: newId(),
    runId,
    undoRunId: newId(),
    authorKind: author.kind,
    authorId: author.id,
    author: author.name,
    via: author.via,
    address: author.address,
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
