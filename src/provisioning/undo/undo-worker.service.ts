import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DomainError } from '../../common/errors.js';
import { Account } from '../../accounts/account.entity.js';
import { SlicedWork, type WorkRef } from '../../platform/background/sliced-work.js';
import { idIs } from '../../platform/database/sql/predicate.js';
import { join } from '../../platform/database/sql/selection.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LOGGER } from '../../platform/logging/logger.js';
import type { JobWork } from './job-progress.js';
import { MakeLocal } from './make-local.service.js';
import { ManagedDeactivation } from './managed-deactivation.service.js';
import { JOB_COLUMNS } from './stored-job.js';
import { UndoJob, type JobKind } from './undo-job.entity.js';
import { UndoWork } from './undo-work.service.js';

/**
 * Carries jobs out, slice by slice. Each slice is one transaction, which also stores how far the job is.
 * After a crash, this or another process continues from there.
 */
@Injectable()
export class UndoWorker extends SlicedWork {
  private readonly works: Readonly<Record<JobKind, JobWork>>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    undo: UndoWork,
    deactivation: ManagedDeactivation,
    local: MakeLocal,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super();
    this.works = { undo, deactivation, 'make-local': local };
  }

  /** Works on a job until it ends. Never throws: failures are logged, and the job is tried again later. */
  work(ref: WorkRef): Promise<void> {
    return this.inSlices(
      ref,
      () => this.nextSlice(ref),
      (error) => this.interrupted(ref, error),
    );
  }

  /** Continues the jobs that no process works on any more. Never throws. */
  async workOnDue(): Promise<void> {
    try {
      await Promise.all((await this.due()).map((ref) => this.work(ref)));
    } catch (error) {
      this.logger.error({ err: error }, 'unfinished jobs could not be found');
    }
  }

  private async due(): Promise<WorkRef[]> {
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

  private async interrupted(ref: WorkRef, error: unknown): Promise<void> {
    const { accountId, id: jobId } = ref;
    this.logger.error({ err: error, accountId, jobId }, 'a job was interrupted');
    // A database that is away or busy comes back; anything else would only fail again.
    if (!(error instanceof DomainError && error.kind === 'unavailable')) await this.fail(ref);
  }

  private async fail({ accountId, id }: WorkRef): Promise<void> {
    try {
      const finishedAt = new Date().toISOString();
      await this.unitOfWork.write(accountId, (tx) =>
        tx.update(UndoJob, { state: 'failed', finishedAt }, idIs(id)),
      );
    } catch (error) {
      this.logger.error({ err: error, accountId, jobId: id }, 'a job could not be marked as failed');
    }
  }

  /** Works on one slice. Returns whether there is more to do for this process. */
  private nextSlice({ accountId, id }: WorkRef): Promise<boolean> {
    return this.unitOfWork.write(accountId, async (tx) => {
      const job = await tx.find(UndoJob, { columns: JOB_COLUMNS, where: idIs(id), forUpdate: true });
      if (job?.state !== 'running') return false;
      return this.works[job.kind].next(tx, job);
    });
  }
}
