import { Injectable } from '@nestjs/common';
import { Approvals } from '../expenses/approvals.service.js';
import { namesOf } from '../expenses/departures.service.js';
import { LeaverReports } from '../expenses/leaver-reports.service.js';
import { ExpenseReports } from '../expenses/reports.service.js';
import { openStepOf, type StoredReport } from '../expenses/stored-report.js';
import { isOffice, type Viewer } from '../expenses/viewer.js';
import { GroupsService } from '../groups/groups.service.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import type { Names } from './report-words.js';

/** What a viewer may do with a report. */
export interface ReportRights {
  change: boolean;
  submit: boolean;
  retract: boolean;
  decide: boolean;
  close: boolean;
  reassign: boolean;
}

/** A report as a viewer sees it. */
export interface ReportView {
  report: StoredReport;
  names: Names;
  organization: string;
  /** The group whose other members may decide as well; undefined if there is none. */
  group: string | undefined;
  rights: ReportRights;
}

/** Reads what the page of a report shows. */
@Injectable()
export class ReportViews {
  constructor(
    private readonly reports: ExpenseReports,
    private readonly approvals: Approvals,
    private readonly leavers: LeaverReports,
    private readonly organizations: OrganizationsService,
    private readonly groups: GroupsService,
  ) {}

  /** Throws `not-found`, also for a report that the viewer may not see. */
  async read(tx: AccountTransaction, id: string, viewer: Viewer): Promise<ReportView> {
    const report = await this.reports.get(tx, id, viewer);
    const { organizationId, ownerId, submittedById, steps } = report;
    const people = steps.flatMap(({ approverId, replacedId }) => [approverId, replacedId]);
    const groupId = openStepOf(report)?.groupId;
    return {
      report,
      names: await namesOf(tx, [ownerId, submittedById, ...people]),
      organization: (await this.organizations.get(tx, organizationId)).name,
      group: groupId ? (await this.groups.find(tx, groupId))?.displayName : undefined,
      rights: await this.rights(tx, report, viewer),
    };
  }

  private async rights(tx: AccountTransaction, report: StoredReport, viewer: Viewer): Promise<ReportRights> {
    const { status, ownerId, submittedById } = report;
    const isOwner = ownerId === viewer.userId;
    const isEditable = status === 'open' || status === 'rejected';
    return {
      change: isOwner && isEditable,
      submit: isEditable && (isOwner || (await this.leavers.maySubmit(tx, report, viewer))),
      retract: status === 'submitted' && (isOwner || submittedById === viewer.userId),
      decide: await this.approvals.mayDecide(tx, report, viewer),
      close: status === 'approved' && isOffice(viewer),
      reassign: status === 'submitted' && isOffice(viewer) && !isOwner,
    };
  }
}

/** The names of the people who decide next on some reports. */
export function approverNames(tx: AccountTransaction, reports: readonly StoredReport[]): Promise<Names> {
  return namesOf(
    tx,
    reports.map((report) => openStepOf(report)?.approverId ?? null),
  );
}
