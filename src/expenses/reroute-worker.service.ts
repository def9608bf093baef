import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Account } from '../accounts/account.entity.js';
import { grouped } from '../common/grouped.js';
import { leaseFromNow, SlicedWork } from '../platform/background/sliced-work.js';
import { all, equal } from '../platform/database/sql/predicate.js';
import { join } from '../platform/database/sql/selection.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { LOGGER } from '../platform/logging/logger.js';
import { RerouteJob } from './reroute-job.entity.js';
import { Reroutes, STEPS_AT_ONCE } from './reroutes.service.js';

/** Moves the steps that were too many for one transaction, in slices. After a crash, any process goes on. */
@Injectable()
export class RerouteWorker extends SlicedWork {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reroutes: Reroutes,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super();
  }

  /** Moves all marked steps of an account. Never throws: failures are logged, and the rest is tried again later. */
  work(accountId: string): Promise<void> {
    return this.inSlices(
      accountId,
      () => this.nextSlice(accountId),
      (error) => this.logger.error({ err: error, accountId }, 'moving approvals was interrupted'),
    );
  }

  /** Goes on for accounts that no process works on any more. Never throws. */
  async workOnDue(): Promise<void> {
    try {
      const rows = await this.unitOfWork.readPlatform((tx) =>
        tx.select(Account, {
          columns: ['id'],
          joins: [join(RerouteJob, { on: { accountId: 'id' }, columns: { leaseUntil: 'leaseUntil' } })],
        }),
      );
      const now = new Date().toISOString();
      for (const { id, leaseUntil } of rows) if (leaseUntil <= now) await this.work(id);
    } catch (error) {
      this.logger.error({ err: error }, 'approvals that wait for a new approver could not be found');
    }
  }

  private nextSlice(accountId: string): Promise<boolean> {
    return this.unitOfWork.write(accountId, async (tx) => {
      const job = await tx.find(RerouteJob, { columns: ['leaseUntil'], forUpdate: true });
      if (!job) return false;
      const steps = await this.reroutes.open(tx, equal('waitingFor', 'reroute'), STEPS_AT_ONCE);
      if (steps.length === 0) {
        await tx.delete(RerouteJob, all());
        return false;
      }
      for (const [eventId, some] of grouped(steps, (step) => step.eventId)) {
        await this.reroutes.move(tx, some, { reason: 'deactivated', eventId });
      }
      await tx.update(RerouteJob, { leaseUntil: leaseFromNow() }, all());
      return true;
    });
  }
}
