import { Injectable } from '@nestjs/common';
import { Group } from '../groups/group.entity.js';
import { GroupMember } from '../groups/group-member.entity.js';
import { OrganizationsService, type OrganizationListener } from '../organizations/organizations.service.js';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import { all, equal, exists, isIn, not } from '../platform/database/sql/predicate.js';
import type { DirectoryChange } from '../users/directory-change.js';
import { DirectoryListeners, type DirectoryListener } from '../users/directory-listeners.js';
import { ApprovalPolicy } from './approval-policy.entity.js';
import { ExpenseReport } from './expense-report.entity.js';
import { effectsOf, type Effects } from './directory-effects.js';
import { GivenBack } from './given-back.service.js';
import { StepMoves } from './step-moves.service.js';

/**
 * Keeps approvals in step with the directory, in the transaction of each change: no open step stays with
 * somebody who can no longer decide it. A directory change never fails because of this. If a report then
 * waits for an approver, the provisioning event gets a warning.
 */
@Injectable()
export class ApprovalFollower implements DirectoryListener, OrganizationListener {
  constructor(
    listeners: DirectoryListeners,
    organizations: OrganizationsService,
    private readonly moves: StepMoves,
    private readonly givenBack: GivenBack,
  ) {
    listeners.register(this);
    organizations.register(this);
  }

  /** An organization may inherit another approval policy below another parent. */
  moved(tx: AuthoredTransaction): Promise<void> {
    return this.moves.moveWaiting(tx);
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
    if (reports.length > 0) await this.moves.moveFirst(tx, reports);
  }

  private async followApprovers(
    tx: AuthoredTransaction,
    { deactivated, deleted, demoted, left }: Effects,
  ): Promise<void> {
    if (deactivated.length > 0) await this.moves.move(tx, isIn('approverId', deactivated), 'deactivated');
    if (deleted.length > 0) await this.moves.move(tx, isIn('approverId', deleted), 'deleted');
    if (demoted.length > 0) {
      const byRole = isIn('stage', ['fallback', 'final']);
      await this.moves.move(tx, all(isIn('approverId', demoted), byRole), 'role');
    }
    if (left.length > 0) {
      const isMember = exists(GroupMember, { groupId: 'groupId', userId: 'approverId' });
      await this.moves.move(tx, all(isIn('groupId', left), not(isMember)), 'membership');
    }
  }

  /**
   * An undo gives back the steps that its run has taken away. Reports without an approver may find one now.
   */
  private async followReturns(tx: AuthoredTransaction, effects: Effects): Promise<void> {
    const { undoneSince } = tx.cause;
    const again = [...effects.back, ...effects.joined];
    const isUndo = undoneSince !== undefined && again.length > 0;
    if (isUndo) await this.givenBack.to(tx, again, undoneSince);
    if (undoneSince !== undefined && effects.groups.length > 0) await this.keepApproving(tx, effects.groups);
    if (effects.bringsApprover || isUndo) await this.moves.moveWaiting(tx);
  }

  /** A policy may still name a group whose deletion is undone. */
  private async keepApproving(tx: AuthoredTransaction, ids: readonly string[]): Promise<void> {
    const isNamed = exists(ApprovalPolicy, { finalGroupId: 'id' });
    await tx.update(Group, { approves: true }, all(isIn('id', ids), isNamed));
  }
}
