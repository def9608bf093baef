import { Injectable } from '@nestjs/common';
import { grouped } from '../common/grouped.js';
import { Organization } from '../organizations/organization.entity.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import {
  all,
  any,
  anyOf,
  compare,
  equal,
  exists,
  idIs,
  isIn,
  not,
  present,
  type Where,
} from '../platform/database/sql/predicate.js';
import { User } from '../users/user.entity.js';
import { policiesOf, type EffectivePolicy } from './effective-policies.js';
import { ExpenseReport } from './expense-report.entity.js';
import type { ReportRow } from './stored-report.js';
import type { Viewer } from './viewer.js';

const DAY_MS = 86_400_000;

/** Open reports of people who have left, which others may submit on their behalf. */
@Injectable()
export class LeaverReports {
  /** Whether the report is one of those that `submittableBy` means. */
  async maySubmit(tx: AccountTransaction, report: ReportRow, viewer: Viewer): Promise<boolean> {
    const where = all(idIs(report.id), await this.submittableIn(tx, [report.organizationId], viewer));
    return (await tx.withDeleted().find(ExpenseReport, { columns: ['id'], where })) !== undefined;
  }

  /**
   * The open and rejected reports that the viewer may submit for owners who are no longer active, for no more
   * days than the policy names. Depending on the policy, that is the owner's manager, or anybody with the
   * role controller. Needs a transaction `withDeleted`.
   */
  async submittableBy(tx: AccountTransaction, viewer: Viewer): Promise<Where<ExpenseReport>> {
    const rows = await tx.select(Organization, { columns: ['id'] });
    const organizationIds = rows.map(({ id }) => id);
    return this.submittableIn(tx, organizationIds, viewer);
  }

  private async submittableIn(
    tx: AccountTransaction,
    organizationIds: readonly string[],
    { userId, role }: Viewer,
  ): Promise<Where<ExpenseReport>> {
    const policies = await policiesOf(tx, organizationIds);
    const allowing = organizationIds.filter((id) => {
      const { submitForLeaver } = policies.of(id);
      return submitForLeaver === 'manager' || submitForLeaver === role;
    });
    const byRules = [...grouped(allowing, (id) => rulesKey(policies.of(id))).values()];
    const parts = byRules.flatMap(([first, ...others]): Where<ExpenseReport>[] => {
      if (first === undefined) return [];
      const { submitForLeaver, leaverDays } = policies.of(first);
      const by = submitForLeaver === 'manager' ? equal('managerId', userId) : all();
      const owner = all(leftWithin(leaverDays), by);
      return [all(isIn('organizationId', [first, ...others]), exists(User, { id: 'ownerId' }, owner))];
    });
    return all(isIn('status', ['open', 'rejected']), anyOf(parts));
  }
}

const rulesKey = ({ submitForLeaver, leaverDays }: EffectivePolicy) => `${submitForLeaver} ${leaverDays}`;

/** Users who were deactivated no more than `days` days ago, or deleted if they were never deactivated. */
function leftWithin(days: number): Where<User> {
  const from = new Date(Date.now() - days * DAY_MS).toISOString();
  const deletedSince = all(not(present('deactivatedAt')), compare('deletedAt', '>=', from));
  return all(equal('active', false), any(compare('deactivatedAt', '>=', from), deletedSince));
}
