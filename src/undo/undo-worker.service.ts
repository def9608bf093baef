import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { DomainError } from '../common/errors.js';
import { Account } from '../accounts/account.entity.js';
import { RunsService } from '../journal/runs.service.js';
import { Run } from '../journal/run.entity.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import type { Author } from '../platform/database/author.js';
import { idIs } from '../platform/database/sql/predicate.js';
import { join } from '../platform/database/sql/selection.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { LOGGER } from '../platform/logging/logger.js';
import { RunSlices } from './run-slices.service.js';
import { JOB_COLUMNS, type StoredJob } from './stored-job.js';
import type { UndoChoice } from './undo-choice.js';
import { leftAfter, type LeftEntries, type UndoOutcome } from './undo-entries.js';
import { UndoJob } from './undo-job.entity.js';
import type { UndoStep } from './undo-step.js';
import { runStep } from './undo.service.js';
import { UndoSteps } from './undo-steps.service.js';

/** How long a process that stops renewing its lease keeps others from going on. */
const LEASE_MS = 5_000;

type JobRef = { accountId: string; id: string };

/**
 * Carries undos out, slice by slice. Each slice is one transaction, which also stores how far the undo is: after a crash,
 * this or another process goes on from there.
 */
@Injectable()
export class UndoWorker implements OnApplicationShutdown {
  private isStopped = false;
  private readonly underway = new Map<string, Promise<void>>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: RunsService,
    private readonly slices: RunSlices,
    private readonly steps: UndoSteps,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Works on a job until it ends. Never throws: failures are logged, and the job is tried again later. */
  work(ref: JobRef): Promise<void> {
    const known = this.underway.get(ref.id);
    if (known) return known;
    const work = this.workOn(ref).finally(() => this.underway.delete(ref.id));
    this.underway.set(ref.id, work);
    return work;
  }

  /** Goes on with the undos that no process works on any more. Never throws. */
  async workOnDue(): Promise<void> {
    try {
      for (const ref of await this.due()) await this.work(ref);
    } catch (error) {
      this.logger.error({ err: error }, 'unfinished undos could not be found');
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.underway.values());
  }

  private async due(): Promise<JobRef[]> {
    const now = new Date().toISOString();
    const rows = await this.unitOfWork.readPlatform((tx) =>
      tx.select(Account, {
        columns: ['id'],
        joins: [
          join(UndoJob, {
            on: { accountId: 'id' },
            values: { state: 'running' },
            columns: { jobId: 'id', leaseUntil: 'leaseUntil' },
          }),
        ],
      }),
    );
    return rows
      .filter(({ leaseUntil }) => leaseUntil <= now)
      .map(({ id, jobId }) => ({ accountId: id, id: jobId }));
  }

  private async workOn(ref: JobRef): Promise<void> {
    try {
      while (!this.isStopped && (await this.nextSlice(ref)));
    } catch (error) {
      const { accountId, id: jobId } = ref;
      this.logger.error({ err: error, accountId, jobId }, 'an undo was interrupted');
      // A database that is away or busy comes back; anything else would only fail again.
      if (!(error instanceof DomainError && error.kind === 'unavailable')) await this.fail(ref);
    }
  }

  private async fail({ accountId, id }: JobRef): Promise<void> {
    try {
      const finishedAt = new Date().toISOString();
      await this.unitOfWork.write(accountId, (tx) =>
        tx.update(UndoJob, { state: 'failed', finishedAt }, idIs(id)),
      );
    } catch (error) {
      this.logger.error({ err: error, accountId, jobId: id }, 'an undo could not be marked as failed');
    }
  }

  /** Works on one slice. Returns whether there is more to do for this process. */
  private nextSlice({ accountId, id }: JobRef): Promise<boolean> {
    return this.unitOfWork.write(accountId, async (tx) => {
      const job = await tx.find(UndoJob, { columns: JOB_COLUMNS, where: idIs(id), forUpdate: true });
      if (job?.state !== 'running') return false;
      const step = this.steps.all[job.step];
      if (!step) return this.finish(tx, job);
      // Within the step, the count is of the names that it has met so far.
      if (step.isForNames && job.cursor === '' && job.waiting === 0)
        return this.store(tx, job, { step: job.step + 1 });
      return this.carryOut(tx, job, step);
    });
  }

  private async carryOut(tx: AccountTransaction, job: StoredJob, step: UndoStep): Promise<boolean> {
    const run = await this.runs.get(tx, job.runId);
    const slice = await this.slices.read(tx, job.runId, { of: step.of, cursor: job.cursor });
    const ownSource = `undo:${job.id}`;
    const {
      outcome,
      waiting = [],
      again,
    } = await runStep(step, slice, {
      tx,
      write: tx.by(authorOf(job), { undoId: job.id, undoneSince: run.firstAt }),
      run,
      choice: JSON.parse(job.choice ?? '{}') as UndoChoice,
      ownSource,
      editorId: job.authorId,
    });
    const isLastTry = step.isForNames && !this.steps.all[job.step + 1]?.isForNames;
    if (isLastTry) outcome.impossible.push(...waiting);
    const before = job.cursor === '' ? 0 : job.waiting;
    const isDone = slice.last === undefined;
    return this.store(tx, job, {
      ...counted(job, outcome),
      step: isDone ? job.step + 1 : job.step,
      cursor: again ? job.cursor : isDone ? '' : (slice.last ?? ''),
      waiting: before + waiting.length,
      done: again || step.isForNames ? job.done : job.done + slice.size,
    });
  }

  private async store(
    tx: AccountTransaction,
    { id }: StoredJob,
    changes: Partial<StoredJob>,
  ): Promise<boolean> {
    const leaseUntil = new Date(Date.now() + LEASE_MS).toISOString();
    await tx.update(UndoJob, { ...changes, leaseUntil }, idIs(id));
    return true;
  }

  private async finish(tx: AccountTransaction, job: StoredJob): Promise<false> {
    const finishedAt = new Date().toISOString();
    await tx.update(UndoJob, { state: 'done', done: job.total, finishedAt }, idIs(job.id));
    await tx.update(Run, { undoneBy: job.undoRunId }, idIs(job.runId));
    return false;
  }
}

function counted(job: StoredJob, outcome: UndoOutcome): Partial<StoredJob> {
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

function authorOf({ authorKind: kind, authorId: id, author: name, via, address }: StoredJob): Author {
  return { kind, id, name, via, address };
}
