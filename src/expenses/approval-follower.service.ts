import { Injectable } from '@nestjs/common';
import { GroupMember } from '../groups/group-member.entity.js';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import { all, equal, exists, isIn, not, type Where } from '../platform/database/sql/predicate.js';
import type { DirectoryChange } from '../users/directory-change.js';
import { DirectoryListeners, type DirectoryListener } from '../users/directory-listeners.js';
import type { MoveReason } from './approval-move.entity.js';
import type { ApprovalStep } from './approval-step.entity.js';
import { ExpenseReport } from './expense-report.entity.js';
import { effectsOf, type Effects } from './directory-effects.js';
import { GivenBack } from './given-back.service.js';
import { RerouteWorker } from './reroute-worker.service.js';
import { Reroutes, STEPS_AT_ONCE } from './reroutes.service.js';

/**
 * Keeps approvals in step with the directory, in the transaction of each change: no open step stays with somebody who can no
 * longer decide it. A change never fails because of it; what waits for an approver is a warning in the provisioning event.
 */
@Injectable()
export class ApprovalFollower implements DirectoryListener {
  constructor(
    listeners: DirectoryListeners,
    private readonly reroutes: Reroutes,
    private readonly givenBack: GivenBack,
    private readonly worker: RerouteWorker,
  ) {
    listeners.register(this);
  }

  async changed(tx: AuthoredTransaction, changes: readonly DirectoryChange[]): Promise<void> {
    const effects = effectsOf(changes);
    await this.followOwners(tx, effects);
    await this.followApprovers(tx, effects);
    await this.followReturns(tx, effects);
  }

  private async followOwners(tx: AuthoredTransaction, { organizations, reports }: Effects): Promise<void> {
    for (const [ownerId, organizationId] of organizations) {
      const where = all(equal('ownerId', ownerId), isIn('status', ['open', 'rejected']));
      await tx.update(ExpenseReport, { organizationId }, where);
    }
    const first = await this.reroutes.firstSteps(tx, reports);
    const parts: Where<ApprovalStep>[] = [];
    for (let start = 0; start < first.length; start += STEPS_AT_ONCE) {
      const ids = first.slice(start, start + STEPS_AT_ONCE);
      parts.push(all(isIn('id', ids), not(equal('origin', 'manual'))));
    }
    const [part, ...others] = parts;
    if (others.length > 0) await this.postpone(tx, parts);
    else if (part) await this.follow(tx, part, 'manager');
  }

  private async followApprovers(
    tx: AuthoredTransaction,
    { deactivated, deleted, demoted, left }: Effects,
  ): Promise<void> {
    if (deactivated.length > 0) await this.follow(tx, isIn('approverId', deactivated), 'deactivated');
    if (deleted.length > 0) await this.follow(tx, isIn('approverId', deleted), 'deleted');
    if (demoted.length > 0) {
      const byRole = isIn('stage', ['fallback', 'final']);
      await this.follow(tx, all(isIn('approverId', demoted), byRole), 'role');
    }
    if (left.length > 0) {
      const isMember = exists(GroupMember, { groupId: 'groupId', userId: 'approverId' });
      await this.follow(tx, all(isIn('groupId', left), not(isMember)), 'membership');
    }
  }

  /** Reports that wait for any approver may find one now; an undo gives back what its run has taken. */
  private async followReturns(tx: AuthoredTransaction, { back, joined }: Effects): Promise<void> {
    const { undoneSince } = tx.cause;
    if (undoneSince !== undefined) await this.givenBack.to(tx, [...back, ...joined], undoneSince);
    if (back.length > 0) await this.follow(tx, equal('waitingFor', 'no-approver'), 'found');
  }

  private async follow(
    tx: AuthoredTransaction,
    where: Where<ApprovalStep>,
    reason: MoveReason,
  ): Promise<void> {
    const steps = await this.reroutes.open(tx, where, STEPS_AT_ONCE + 1);
    if (steps.length > STEPS_AT_ONCE) return this.postpone(tx, [where]);
    const { waiting } = await this.reroutes.move(tx, steps, { reason, eventId: tx.cause.eventId ?? null });
    if (waiting > 0) tx.cause.warn?.(noApprover(waiting));
  }

  /** Leaves steps to the job, because they would take too long. */
  private async postpone(tx: AuthoredTransaction, parts: readonly Where<ApprovalStep>[]): Promise<void> {
    await this.reroutes.mark(tx, parts, tx.cause.eventId ?? null);
    tx.afterCommit(() => void this.worker.work(tx.accountId));
  }
}

function noApprover(count: number) {
  const reports = count === 1 ? '1 expense report waits' : `${count} expense reports wait`;
  return {
    code: 'no-approver',
    detail: `${reports} for an approver, because nobody can take over. An admin or a controller can assign one.`,
  };
}
