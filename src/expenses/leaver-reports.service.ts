import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, equal, exists, type Where } from '../platform/database/sql/predicate.js';
import { User } from '../users/user.entity.js';
import { policiesOf } from './effective-policies.js';
import type { ExpenseReport } from './expense-report.entity.js';
import type { ReportRow } from './stored-report.js';
import type { Viewer } from './viewer.js';

const DAY_MS = 86_400_000;

/** Open reports of people who have left, which others may submit on their behalf. */
@Injectable()
export class LeaverReports {
  /**
   * Whether the policy lets the viewer submit the report: its owner is no longer active, for no more days than the policy
   * names, and the viewer is the owner's manager, or has the role controller.
   */
  async maySubmit(tx: AccountTransaction, report: ReportRow, viewer: Viewer): Promise<boolean> {
    return (await this.submittable(tx, [report], viewer)).length > 0;
  }

  /** Those of some reports that `maySubmit` allows. */
  async submittable<R extends ReportRow>(
    tx: AccountTransaction,
    reports: readonly R[],
    { userId, role }: Viewer,
  ): Promise<R[]> {
    const open = reports.filter(({ status }) => status === 'open' || status === 'rejected');
    const ids = [...new Set(open.map(({ ownerId }) => ownerId))];
    const rows = await tx.withDeleted().selectListed(User, 'id', ids, {
      columns: ['id', 'active', 'managerId', 'deactivatedAt', 'deletedAt'],
    });
    const left = new Map(rows.filter(({ active }) => !active).map((owner) => [owner.id, owner]));
    const ofLeavers = open.filter(({ ownerId }) => left.has(ownerId));
    const organizations = ofLeavers.map(({ organizationId }) => organizationId);
    const policies = await policiesOf(tx, organizations);
    return ofLeavers.filter(({ ownerId, organizationId }) => {
      const owner = left.get(ownerId);
      const leftAt = owner?.deactivatedAt ?? owner?.deletedAt;
      const { submitForLeaver, leaverDays } = policies.of(organizationId);
      if (!leftAt || Date.parse(leftAt) + leaverDays * DAY_MS < Date.now()) return false;
      if (submitForLeaver === 'manager') return owner?.managerId === userId;
      return submitForLeaver === 'controller' && role === 'controller';
    });
  }

  /** Open reports of leavers that the viewer may submit under some policy; `maySubmit` decides on each. */
  submittableBy({ userId, role }: Viewer): Where<ExpenseReport> {
    const left = all(equal('active', false));
    const owner = role === 'controller' ? left : all(left, equal('managerId', userId));
    return all(equal('status', 'open'), exists(User, { id: 'ownerId' }, owner));
  }
}
