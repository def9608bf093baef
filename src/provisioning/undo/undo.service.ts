import { Injectable } from '@nestjs/common';
import { AuditService } from '../../accounts/audit.service.js';
import { insertRun } from '../journal/insert-run.js';
import { Run } from '../journal/run.entity.js';
import { RunKeeper, type StoredRun } from '../journal/run-keeper.service.js';
import { RunsService } from '../journal/runs.service.js';
import type { AccountTransaction, AuthoredTransaction } from '../../platform/database/account-transaction.js';
import type { Author } from '../../platform/database/author.js';
import { idIs } from '../../platform/database/sql/predicate.js';
import { leftJoin } from '../../platform/database/sql/selection.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { nothingKept, undoRunning, unknownJob } from './refusals.js';
import { RunSlices, type RunSlice } from './run-slices.service.js';
import type { UndoChoice, UndoOrder } from './undo-choice.js';
import { MOST_ENTRIES, noOutcome, type UndoOutcome } from './undo-entries.js';
import { JOB_COLUMNS, newJob, type ReadJob, type StoredJob } from './stored-job.js';
import { UndoJob } from './undo-job.entity.js';
import { runningUndo } from './undo-family.js';
import type { StepResult, UndoSlice, UndoStep } from './undo-step.js';
import { UndoSteps } from './undo-steps.service.js';

/** What an undo would do; the lists hold the first entries, the totals count all. */
export interface UndoPlan extends UndoOutcome {
  totals: Record<keyof UndoOutcome, number>;
}

/** Plans and begins the undo of a run. */
@Injectable()
export class UndoService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keeper: RunKeeper,
    private readonly runs: RunsService,
    private readonly slices: RunSlices,
    private readonly steps: UndoSteps,
    private readonly audit: AuditService,
  ) {}

  /** What an undo would do now. Throws `not-found`, `conflict` (`nothing-to-undo`). */
  async plan(accountId: string, runId: string, choice: UndoChoice, author: Author): Promise<UndoPlan> {
    await this.keeper.countAll(accountId);
    const run = await this.unitOfWork.read(accountId, (tx) => this.undoable(tx, runId));
    const plan: UndoPlan = { ...noOutcome(), totals: { restore: 0, skip: 0, impossible: 0 } };
    for (const step of this.steps.all.filter(({ isForNames }) => !isForNames)) {
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const from: string = cursor;
        cursor = await this.unitOfWork.read(accountId, async (tx) => {
          const slice = await this.slices.read(tx, runId, { of: step.of, cursor: from });
          const editorId = author.id;
          const { outcome } = await runStep(step, slice, {
            tx,
            run,
            choice,
            editorId,
            write: undefined,
            ownSource: undefined,
          });
          addTo(plan, outcome);
          return slice.last;
        });
      }
    }
    return plan;
  }

  /** Begins to undo a run. Returns the job. Throws `not-found`, `conflict` (`undo-running`, `nothing-to-undo`). */
  async begin(
    accountId: string,
    runId: string,
    { reason, ...choice }: UndoOrder,
    author: Author,
  ): Promise<StoredJob> {
    await this.keeper.countAll(accountId);
    return this.unitOfWork.write(accountId, async (tx) => {
      const run = await this.undoable(tx, runId, { lock: true });
      const running = await runningUndo(tx, run);
      if (running !== undefined) throw undoRunning(running);
      const total = this.steps.total(await this.slices.count(tx, runId));
      const job = newJob({ kind: 'undo', runId, choice, author, total });
      await insertRun(tx, {
        id: job.undoRunId,
        author,
        client: null,
        job: { id: job.id, undoes: runId },
      });
      await tx.insert(UndoJob, [job]);
      const subject = { type: 'run', id: runId, name: null } as const;
      const detail = [choice.only?.join(', '), reason].filter(Boolean).join(': ') || null;
      await this.audit.record(tx.by(author), { action: 'run.undone', subject, detail });
      return job;
    });
  }

  /** Throws `not-found`. */
  async job(tx: AccountTransaction, id: string): Promise<ReadJob> {
    const job = await tx.find(UndoJob, {
      columns: JOB_COLUMNS,
      joins: [leftJoin(Run, { on: { id: 'undoRunId' }, columns: { deactivatedAgain: 'deactivatedAgain' } })],
      where: idIs(id),
    });
    if (!job) throw unknownJob(id);
    return { ...job, deactivatedAgain: job.deactivatedAgain ?? 0 };
  }

  private async undoable(
    tx: AccountTransaction,
    runId: string,
    options?: { lock?: boolean },
  ): Promise<StoredRun> {
    const run = await this.runs.get(tx, runId, options);
    if (!(await this.slices.hasAny(tx, runId))) throw nothingKept();
    return run;
  }
}

/** Runs a step on the resources of a slice. */
export function runStep(
  step: UndoStep,
  { users, groups }: RunSlice,
  slice: Omit<UndoSlice<never>, 'nets'> & { write: AuthoredTransaction | undefined },
): Promise<StepResult> {
  if (step.of === 'User') return step.run({ ...slice, nets: users });
  return step.run({ ...slice, nets: groups });
}

function addTo(plan: UndoPlan, outcome: UndoOutcome): void {
  for (const kind of ['restore', 'skip', 'impossible'] as const) {
    plan.totals[kind] += outcome[kind].length;
    plan[kind].push(...outcome[kind].slice(0, MOST_ENTRIES - plan[kind].length));
  }
}
