import { Injectable } from '@nestjs/common';
import type { Page } from '../common/page.js';
import { Approvals } from '../expenses/approvals.service.js';
import { LeaverReports } from '../expenses/leaver-reports.service.js';
import { ExpenseReports, type ReportQuery } from '../expenses/reports.service.js';
import { openStepOf, type StoredReport } from '../expenses/stored-report.js';
import { isOffice, type Viewer } from '../expenses/viewer.js';
import { GroupsService } from '../groups/groups.service.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { idIs } from '../platform/database/sql/predicate.js';
import { namesOf } from '../users/names-of.js';
import { User } from '../users/user.entity.js';
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
  /** The page of the owner; undefined if the viewer may not open it, and once the owner is deleted. */
  ownerPage: string | undefined;
  /** The group whose other members may decide as well; undefined if there is none. */
  group: string | undefined;
  rights: ReportRights;
}

/** A page of a list of reports. */
export interface ReportList extends Page<StoredReport> {
  /** The names of the people who decide next. */
  names: Names;
}

/** Reads what the pages of reports show. */
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
      ownerPage: await this.ownerPage(tx, ownerId, viewer),
      organization: (await this.organizations.get(tx, organizationId)).name,
      group: groupId ? (await this.groups.find(tx, groupId))?.displayName : undefined,
      rights: await this.rights(tx, report, viewer),
    };
  }

  /** The reports that the viewer asks for, newest first. */
  async page(tx: AccountTransaction, viewer: Viewer, query: ReportQuery): Promise<ReportList> {
    const found = await this.reports.page(tx, viewer, query);
    const approvers = found.items.map((report) => openStepOf(report)?.approverId ?? null);
    return { ...found, names: await namesOf(tx, approvers) };
  }

  private async ownerPage(
    tx: AccountTransaction,
    ownerId: string,
    { role }: Viewer,
  ): Promise<string | undefined> {
    const isHere = role === 'admin' && (await tx.count(User, idIs(ownerId))) > 0;
    return isHere ? `/people/${ownerId}` : undefined;
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
