import { Injectable } from '@nestjs/common';
import { windowOf, type Page, type PageRequest } from '../common/page.js';
import { GroupMember } from '../groups/group-member.entity.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import {
  all,
  any,
  equal,
  exists,
  existsJoined,
  idIs,
  isIn,
  joinCondition,
  not,
  present,
  type Where,
} from '../platform/database/sql/predicate.js';
import { ApprovalStep, type WaitingFor } from './approval-step.entity.js';
import { ExpenseReport, type ReportStatus } from './expense-report.entity.js';
import { LeaverReports } from './leaver-reports.service.js';
import { unknownReport } from './refusals.js';
import { lockReport, REPORT_COLUMNS, withSteps, type StoredReport } from './stored-report.js';
import { readsAll, type Viewer } from './viewer.js';

/**
 * `own`: the caller's; `leavers`: what the caller may submit for people who have left; `all`: for roles that
 * read all.
 */
export const REPORT_SCOPES = ['own', 'leavers', 'all'] as const;
export type ReportScope = (typeof REPORT_SCOPES)[number];

export interface ReportQuery extends PageRequest {
  scope?: ReportScope | undefined;
  status?: ReportStatus | undefined;
  /** Only reports that wait for an approver, for this reason. */
  waitingFor?: WaitingFor | undefined;
}

/** The steps of a report. */
const STEPS = { entity: ApprovalStep, on: joinCondition(ApprovalStep, { reportId: 'id' }) };

/** Reads expense reports. */
@Injectable()
export class ExpenseReports {
  constructor(private readonly leavers: LeaverReports) {}

  /**
   * Finds one of the viewer's own reports, of those that came to them for approval, or, for some roles, of
   * all. Throws `not-found`, also for reports that the viewer may not see.
   */
  async get(tx: AccountTransaction, id: string, viewer: Viewer): Promise<StoredReport> {
    const row = await tx.find(ExpenseReport, { columns: REPORT_COLUMNS, where: idIs(id) });
    const [report] = await withSteps(tx, row ? [row] : []);
    if (!report || !(await this.maySee(tx, report, viewer))) throw unknownReport(id);
    return report;
  }

  /** Like `get`, with the report locked until the transaction ends. */
  async lock(tx: AccountTransaction, id: string, viewer: Viewer): Promise<StoredReport> {
    const report = await lockReport(tx, id);
    if (!report || !(await this.maySee(tx, report, viewer))) throw unknownReport(id);
    return report;
  }

  /** Newest first. */
  async page(tx: AccountTransaction, viewer: Viewer, query: ReportQuery): Promise<Page<StoredReport>> {
    const { scope = 'own', status, waitingFor } = query;
    const where = all(
      await this.inScope(tx, viewer, scope),
      status === undefined ? all() : equal('status', status),
      waitingFor === undefined
        ? all()
        : existsJoined(STEPS, equal('waitingFor', waitingFor), { selective: true }),
    );
    // The owner of a leaver's report may be deleted.
    const read = scope === 'leavers' ? tx.withDeleted() : tx;
    const rows = await read.select(ExpenseReport, {
      columns: REPORT_COLUMNS,
      where,
      orderBy: [{ column: 'id', descending: true }],
      ...windowOf(query),
    });
    return { items: await withSteps(tx, rows), total: await read.count(ExpenseReport, where) };
  }

  /** The submitted reports that wait for the user's decision, the oldest first. */
  async waitingFor(
    tx: AccountTransaction,
    userId: string,
    request: PageRequest,
  ): Promise<Page<StoredReport>> {
    const where = await this.decidableBy(tx, userId);
    const open = await tx.select(ApprovalStep, {
      columns: ['reportId'],
      where,
      orderBy: [{ column: 'id' }],
      ...windowOf(request),
    });
    const ids = open.map(({ reportId }) => reportId);
    const rows = await tx.selectListed(ExpenseReport, 'id', ids, { columns: REPORT_COLUMNS });
    const reports = new Map((await withSteps(tx, rows)).map((report) => [report.id, report]));
    return { items: ids.flatMap((id) => reports.get(id) ?? []), total: await tx.count(ApprovalStep, where) };
  }

  private async inScope(
    tx: AccountTransaction,
    viewer: Viewer,
    scope: ReportScope,
  ): Promise<Where<ExpenseReport>> {
    if (scope === 'leavers') return this.leavers.submittableBy(tx, viewer);
    return scope === 'all' && readsAll(viewer) ? all() : equal('ownerId', viewer.userId);
  }

  /** Open steps that are the user's, or that a group of the user may decide. */
  private async decidableBy(tx: AccountTransaction, userId: string): Promise<Where<ApprovalStep>> {
    const groups = await tx.select(GroupMember, {
      columns: ['groupId'],
      where: all(
        equal('userId', userId),
        exists(ApprovalStep, { groupId: 'groupId' }, equal('state', 'open')),
      ),
      limit: MOST_GROUPS,
    });
    const ids = groups.map(({ groupId }) => groupId);
    const mine = equal('approverId', userId);
    return all(
      equal('state', 'open'),
      not(present('waitingFor')),
      ids.length === 0 ? mine : any(mine, isIn('groupId', ids)),
    );
  }

  private async maySee(tx: AccountTransaction, report: StoredReport, viewer: Viewer): Promise<boolean> {
    const { userId } = viewer;
    if (report.ownerId === userId || readsAll(viewer)) return true;
    if (report.steps.some(({ approverId, replacedId }) => approverId === userId || replacedId === userId)) {
      return true;
    }
    const groups = report.steps.flatMap(({ groupId }) => groupId ?? []);
    if (groups.length > 0 && (await isMember(tx, userId, groups))) return true;
    return this.leavers.maySubmit(tx, report, viewer);
  }
}

/** The most groups of one person that are looked at. */
const MOST_GROUPS = 100;

/** Whether the user is a member of one of the groups. */
export async function isMember(
  tx: AccountTransaction,
  userId: string,
  groupIds: readonly string[],
): Promise<boolean> {
  const where = all(equal('userId', userId), isIn('groupId', groupIds));
  return (await tx.find(GroupMember, { columns: ['groupId'], where })) !== undefined;
}
