import { Injectable } from '@nestjs/common';
import { OpenAlarms } from '../alarms/open-alarms.service.js';
import { Run } from '../journal/run.entity.js';
import { RunsService } from '../journal/runs.service.js';
import { sourceOfJob } from '../journal/source-of.js';
import { authorOf, SYSTEM } from '../../platform/database/author.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { idIs } from '../../platform/database/sql/predicate.js';
import { countsAfter, endJob, storeProgress, type JobWork } from './job-progress.js';
import { RunSlices } from './run-slices.service.js';
import type { StoredJob } from './stored-job.js';
import { choosesAll, type UndoChoice } from './undo-choice.js';
import type { UndoStep } from './undo-step.js';
import { runStep } from './undo.service.js';
import { UndoSteps } from './undo-steps.service.js';

/** Undoes a run, slice by slice of its changes. */
@Injectable()
export class UndoWork implements JobWork {
  constructor(
    private readonly runs: RunsService,
    private readonly slices: RunSlices,
    private readonly steps: UndoSteps,
    private readonly alarms: OpenAlarms,
  ) {}

  async next(tx: AccountTransaction, job: StoredJob): Promise<boolean> {
    const step = this.steps.all[job.step];
    if (!step) {
      await this.markUndone(tx, job);
      return endJob(tx, job);
    }
    // Within the step, the count covers only the names that it has handled so far.
    if (step.isForNames && job.cursor === '' && job.waiting === 0)
      return storeProgress(tx, job, { step: job.step + 1 });
    return this.carryOut(tx, job, step);
  }

  /**
   * A run that was undone as a whole stays so, even if a part of it is undone again. Its alarms close if nothing is left of it.
   * Locked, so that no changes are added to the run meanwhile.
   */
  private async markUndone(tx: AccountTransaction, job: StoredJob): Promise<void> {
    const run = await this.runs.get(tx, job.runId, { lock: true });
    const wasWhole = run.undoneBy !== null && !run.undoneInPart;
    const undoneInPart = !wasWhole && !choosesAll(choiceOf(job));
    await tx.update(Run, { undoneBy: job.undoRunId, undoneInPart }, idIs(job.runId));
    if (await this.hasUndoneAll(tx, job))
      await this.alarms.closeUndone(tx.by(SYSTEM, { detail: undoOf(run) }), run.id);
  }

  /** Whether everything was put back that the run has done, also since the undo began. */
  private async hasUndoneAll(tx: AccountTransaction, job: StoredJob): Promise<boolean> {
    if (!choosesAll(choiceOf(job)) || job.skipped + job.impossible > 0) return false;
    return this.steps.total(await this.slices.count(tx, job.runId)) === job.total;
  }

  private async carryOut(tx: AccountTransaction, job: StoredJob, step: UndoStep): Promise<boolean> {
    const run = await this.runs.get(tx, job.runId);
    const slice = await this.slices.read(tx, job.runId, { of: step.of, cursor: job.cursor });
    const write = tx.by(authorOf(job), {
      jobId: job.id,
      undoneSince: run.firstAt,
      detail: undoOf(run),
    });
    const ownSource = sourceOfJob(job.id);
    const [choice, editorId] = [choiceOf(job), job.authorId];
    const {
      outcome,
      waiting = [],
      again,
    } = await write.together(() => runStep(step, slice, { tx, write, run, choice, ownSource, editorId }));
    const isLastTry = step.isForNames && !this.steps.all[job.step + 1]?.isForNames;
    if (isLastTry) outcome.impossible.push(...waiting);
    const before = job.cursor === '' ? 0 : job.waiting;
    const isDone = slice.last === undefined;
    return storeProgress(tx, job, {
      ...countsAfter(job, outcome),
      step: isDone ? job.step + 1 : job.step,
      cursor: again ? job.cursor : isDone ? '' : (slice.last ?? ''),
      waiting: before + waiting.length,
      done: again || step.isForNames ? job.done : job.done + slice.size,
    });
  }
}

const undoOf = ({ id }: Pick<Run, 'id'>) => `Undo of the run ${id}`;

function choiceOf({ choice }: StoredJob): UndoChoice {
  return JSON.parse(choice ?? '{}') as UndoChoice;
}
