import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Account } from '../accounts/account.entity.js';
import { accountsWithDue } from '../accounts/accounts-with-due.js';
import { grouped } from '../common/grouped.js';
import { leaseFromNow, SlicedWork } from '../platform/background/sliced-work.js';
import { all, equal, exists } from '../platform/database/sql/predicate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { LOGGER } from '../platform/logging/logger.js';
import { ApprovalStep } from './approval-step.entity.js';
import { RerouteJob } from './reroute-job.entity.js';
import { Reroutes, STEPS_AT_ONCE } from './reroutes.service.js';

/**
 * Moves steps in slices if there are too many for one transaction. After a crash, any process can continue.
 */
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
      { accountId, id: accountId },
      () => this.nextSlice(accountId),
      (error) => this.logger.error({ err: error, accountId }, 'moving approvals was interrupted'),
    );
  }

  /** Continues for accounts that no process works on any more. Never throws. */
  async workOnDue(): Promise<void> {
    try {
      const due = await this.unitOfWork.readPlatform((tx) => accountsWithDue(tx, RerouteJob));
      await Promise.all(due.map((id) => this.work(id)));
    } catch (error) {
      this.logger.error({ err: error }, 'could not look for approvals that wait for a new approver');
    }
  }

  /**
   * Looks again for approvers of each account's oldest reports that have none. A change that brings an
   * approver does this itself. This run catches reports that were submitted at the same moment, by a
   * transaction that did not see the change yet. Never throws.
   */
  async lookAgain(): Promise<void> {
    const waits = equal('waitingFor', 'no-approver');
    const failed = (error: unknown) =>
      this.logger.error({ err: error }, 'could not look for approvers of waiting reports');
    const lookIn = (accountId: string) =>
      this.unitOfWork.write(accountId, async (tx) => {
        const steps = await this.reroutes.open(tx, waits, STEPS_AT_ONCE);
        await this.reroutes.move(tx, steps, { reason: 'found', eventId: null });
      });
    const accounts = await this.unitOfWork
      .readPlatform((tx) =>
        tx.select(Account, { columns: ['id'], where: exists(ApprovalStep, { accountId: 'id' }, waits) }),
      )
      .catch(failed);
    for (const { id } of accounts ?? []) await lookIn(id).catch(failed);
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
      const byCause = grouped(steps, ({ eventId, moveReason }) => `${moveReason} ${eventId}`);
      for (const [first, ...others] of byCause.values()) {
        if (!first) continue;
        const { moveReason, eventId } = first;
        await this.reroutes.move(tx, [first, ...others], { reason: moveReason ?? 'deactivated', eventId });
      }
      await tx.update(RerouteJob, { leaseUntil: leaseFromNow() }, all());
      return true;
    });
  }
}
