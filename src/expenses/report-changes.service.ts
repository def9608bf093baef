import { Injectable } from '@nestjs/common';
import { AuditService, type AuditSubject } from '../accounts/audit.service.js';
import { differences } from '../common/changes.js';
import { newId } from '../common/identifier.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { idIs } from '../platform/database/sql/predicate.js';
import { NAME_COLUMNS, shownName } from '../users/shown-name.js';
import { User } from '../users/user.entity.js';
import { ExpenseReport } from './expense-report.entity.js';
import { notOnBehalf, notThatStatus } from './refusals.js';
import type { ReportRow, StoredReport } from './stored-report.js';

/** What a person enters. */
export type ReportInput = Pick<ExpenseReport, 'title' | 'currency' | 'total'>;

/** What a report takes over from its owner. */
export type OwnerState = Pick<
  ExpenseReport,
  'ownerName' | 'employeeNumber' | 'organizationId' | 'costCenter' | 'department'
>;

/** Creates, changes and deletes reports that are not submitted. */
@Injectable()
export class ReportChanges {
  constructor(private readonly audit: AuditService) {}

  /** Creates an open report, with an id of its own unless one is given. */
  async create(
    tx: AuthoredTransaction,
    ownerId: string,
    { id = newId(), ...input }: ReportInput & { id?: string },
  ): Promise<StoredReport> {
    const now = new Date().toISOString();
    const report: ReportRow = {
      id,
      ownerId,
      ...(await ownerState(tx, ownerId)),
      ...input,
      status: 'open',
      round: 0,
      submittedById: null,
      submittedAt: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await tx.insert(ExpenseReport, [report]);
    await this.audit.record(tx, { action: 'expense-report.created', subject: reportSubject(report) });
    return { ...report, steps: [] };
  }

  /**
   * Writes nothing if nothing differs. Throws `conflict` (`report-status`) unless the report is open or
   * rejected, `forbidden` for anyone but the owner.
   */
  async change(
    tx: AuthoredTransaction,
    report: StoredReport,
    input: Partial<ReportInput>,
  ): Promise<StoredReport> {
    requireOwn(tx, report);
    const { title, currency, total, version } = report;
    const fields = { title, currency, total, ...input };
    const changes = differences({ title, currency, total }, fields);
    if (changes.length === 0) return report;
    const changed = { ...fields, version: version + 1, updatedAt: new Date().toISOString() };
    await tx.update(ExpenseReport, changed, idIs(report.id));
    await this.audit.record(tx, {
      action: 'expense-report.changed',
      subject: reportSubject(report),
      changes,
    });
    return { ...report, ...changed };
  }

  /** Throws like `change`. */
  async remove(tx: AuthoredTransaction, report: StoredReport): Promise<void> {
    requireOwn(tx, report);
    await tx.delete(ExpenseReport, idIs(report.id));
    await this.audit.record(tx, { action: 'expense-report.deleted', subject: reportSubject(report) });
  }
}

/** The owner's current details. The owner's row stays as it is until the transaction ends. */
export async function ownerState(tx: AccountTransaction, ownerId: string): Promise<OwnerState> {
  const owner = await tx.withDeleted().find(User, {
    columns: [...NAME_COLUMNS, 'employeeNumber', 'organizationId', 'costCenter', 'department'],
    where: idIs(ownerId),
    forShare: true,
  });
  if (!owner) throw new Error(`the owner ${ownerId} of a report has no row`);
  const { employeeNumber, organizationId, costCenter, department } = owner;
  return { ownerName: shownName(owner), employeeNumber, organizationId, costCenter, department };
}

/** A report as the subject of an audit entry. */
export function reportSubject({ id, title }: Pick<ExpenseReport, 'id' | 'title'>): AuditSubject {
  return { type: 'expense-report', id, name: title };
}

function requireOwn({ author }: AuthoredTransaction, { ownerId, status }: ReportRow): void {
  if (ownerId !== author.id) throw notOnBehalf();
  if (status !== 'open' && status !== 'rejected') throw notThatStatus(status, 'open or rejected');
}
