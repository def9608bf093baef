import { Injectable } from '@nestjs/common';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import { equal, type Where } from '../platform/database/sql/predicate.js';
import type { MoveReason } from './approval-move.entity.js';
import type { ApprovalStep } from './approval-step.entity.js';
import { RerouteWorker } from './reroute-worker.service.js';
import { Reroutes, STEPS_AT_ONCE } from './reroutes.service.js';

/** Moves open steps in the transaction of a change; more than a few hundred are marked in it, and moved by a job. */
@Injectable()
export class StepMoves {
  constructor(
    private readonly reroutes: Reroutes,
    private readonly worker: RerouteWorker,
  ) {}

  /**
   * Moves the open steps that match to the approvers that the rules now find, with one statement if there are none. What
   * waits for an approver is a warning in the provisioning event; with `isFirst`, only reports without any approval.
   */
  async move(
    tx: AuthoredTransaction,
    where: Where<ApprovalStep>,
    reason: MoveReason,
    { isFirst = false } = {},
  ): Promise<void> {
    const cause = { reason, eventId: tx.cause.eventId ?? null };
    const steps = await this.reroutes.open(tx, where, STEPS_AT_ONCE + 1);
    if (steps.length > STEPS_AT_ONCE) {
      await this.reroutes.mark(tx, where, cause);
      tx.afterCommit(() => void this.worker.work(tx.accountId));
      return;
    }
    const { waiting } = await this.reroutes.move(tx, steps, cause, { isFirst });
    if (waiting > 0) tx.cause.warn?.(noApprover(waiting));
  }

  /**
   * Looks for approvers of all reports that have none. To be called after every change by which the rules may find somebody
   * whom they did not find before; a deputy is no such change, because only an approver can have one.
   */
  moveWaiting(tx: AuthoredTransaction): Promise<void> {
    return this.move(tx, equal('waitingFor', 'no-approver'), 'found');
  }
}

function noApprover(count: number) {
  const reports = count === 1 ? '1 expense report waits' : `${count} expense reports wait`;
  return {
    code: 'no-approver',
    detail: `${reports} for an approver, because nobody can take over. An admin or a controller can assign one.`,
  };
}
