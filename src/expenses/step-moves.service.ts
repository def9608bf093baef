import { Injectable } from '@nestjs/common';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import { all, equal, isIn, not, type Where } from '../platform/database/sql/predicate.js';
import type { ApprovalStep, MoveReason } from './approval-step.entity.js';
import { RerouteWorker } from './reroute-worker.service.js';
import { Reroutes, STEPS_AT_ONCE, type MoveCause } from './reroutes.service.js';

/**
 * Moves open steps in the transaction of a change. If there are more than a few hundred, it only marks them
 * for a job.
 */
@Injectable()
export class StepMoves {
  constructor(
    private readonly reroutes: Reroutes,
    private readonly worker: RerouteWorker,
  ) {}

  /**
   * Moves the open steps that match to the approvers that the rules now find, with one statement if there are
   * none. Reports that then wait for an approver cause a warning in the provisioning event.
   */
  async move(tx: AuthoredTransaction, where: Where<ApprovalStep>, reason: MoveReason): Promise<void> {
    const steps = await this.reroutes.open(tx, where, STEPS_AT_ONCE + 1);
    if (steps.length > STEPS_AT_ONCE) return this.postpone(tx, [where], reason);
    const { waiting } = await this.reroutes.move(tx, steps, causeOf(tx, reason));
    if (waiting > 0) tx.cause.warn?.(noApprover(waiting));
  }

  /**
   * Like `move`, for owners whose manager has changed: the steps of reports that nobody has approved or
   * reassigned by hand.
   */
  async moveFirst(tx: AuthoredTransaction, ownerIds: readonly string[]): Promise<void> {
    const ids = await this.reroutes.firstSteps(tx, ownerIds);
    const parts: Where<ApprovalStep>[] = [];
    for (let start = 0; start < ids.length; start += STEPS_AT_ONCE) {
      const part = ids.slice(start, start + STEPS_AT_ONCE);
      parts.push(all(isIn('id', part), not(equal('origin', 'manual'))));
    }
    const [part, ...others] = parts;
    if (others.length > 0) await this.postpone(tx, parts, 'manager');
    else if (part) await this.move(tx, part, 'manager');
  }

  /**
   * Looks for approvers of all reports that have none. Call this after every change that may let the rules
   * find somebody new. Adding a deputy is not such a change, because only an approver can have one.
   */
  moveWaiting(tx: AuthoredTransaction): Promise<void> {
    return this.move(tx, equal('waitingFor', 'no-approver'), 'found');
  }

  /** Leaves steps to the job, because moving them here would take too long. */
  private async postpone(
    tx: AuthoredTransaction,
    parts: readonly Where<ApprovalStep>[],
    reason: MoveReason,
  ): Promise<void> {
    await this.reroutes.mark(tx, parts, causeOf(tx, reason));
    tx.afterCommit(() => void this.worker.work(tx.accountId));
  }
}

function causeOf(tx: AuthoredTransaction, reason: MoveReason): MoveCause {
  return { reason, eventId: tx.cause.eventId ?? null };
}

function noApprover(count: number) {
  const reports = count === 1 ? '1 expense report waits' : `${count} expense reports wait`;
  return {
    code: 'no-approver',
    detail: `${reports} for an approver, because nobody can take over. An admin or a controller can assign one.`,
  };
}
