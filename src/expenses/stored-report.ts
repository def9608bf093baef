import { grouped } from '../common/grouped.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, equal } from '../platform/database/sql/predicate.js';
import { ApprovalStep } from './approval-step.entity.js';
import { ExpenseReport } from './expense-report.entity.js';

export const REPORT_COLUMNS = [
  'id',
  'ownerId',
  'ownerName',
  'employeeNumber',
  'organizationId',
  'costCenter',
  'department',
  'title',
  'currency',
  'total',
  'status',
  'round',
  'submittedById',
  'submittedAt',
  'version',
  'createdAt',
  'updatedAt',
] as const;

export type ReportRow = Pick<ExpenseReport, (typeof REPORT_COLUMNS)[number]>;

export const STEP_COLUMNS = [
  'id',
  'reportId',
  'position',
  'round',
  'stage',
  'approverId',
  'groupId',
  'origin',
  'replacedId',
  'waitingFor',
  'state',
  'decidedAt',
  'note',
  'eventId',
  'createdAt',
] as const;

export type StepRow = Pick<ApprovalStep, (typeof STEP_COLUMNS)[number]>;

/** A report with its steps in their order. */
export interface StoredReport extends ReportRow {
  steps: StepRow[];
}

/** The step that is to be decided. */
export function openStepOf({ steps }: Pick<StoredReport, 'steps'>): StepRow | undefined {
  return steps.find(({ state }) => state === 'open');
}

/** The steps of some reports, by report, with one statement; nothing for a report without steps. */
export async function stepsOf(
  tx: AccountTransaction,
  reportIds: readonly string[],
): Promise<Map<string, StepRow[]>> {
  const rows = await tx.selectListed(ApprovalStep, 'reportId', reportIds, {
    columns: STEP_COLUMNS,
    orderBy: [{ column: 'reportId' }, { column: 'position' }],
  });
  return grouped(rows, ({ reportId }) => reportId);
}

/** The reports with their steps, in the same order, with one statement. */
export async function withSteps<R extends ReportRow>(
  tx: AccountTransaction,
  reports: readonly R[],
): Promise<(R & StoredReport)[]> {
  const steps = await stepsOf(
    tx,
    reports.map(({ id }) => id),
  );
  return reports.map((report) => ({ ...report, steps: steps.get(report.id) ?? [] }));
}

/**
 * Reads a report and locks its steps and row until the transaction ends. A move of its open step also locks
 * the steps first.
 */
export async function lockReport(tx: AccountTransaction, id: string): Promise<StoredReport | undefined> {
  const steps = await lockSteps(tx, id);
  const row = await tx.find(ExpenseReport, {
    columns: REPORT_COLUMNS,
    where: equal('id', id),
    forUpdate: true,
  });
  if (!row) return undefined;
  // A report without steps has none to lock, so somebody may have submitted it while this waited for its row.
  const isOutdated = row.status === 'submitted' && openStepOf({ steps }) === undefined;
  return { ...row, steps: isOutdated ? await lockSteps(tx, id) : steps };
}

function lockSteps(tx: AccountTransaction, reportId: string): Promise<StepRow[]> {
  return tx.select(ApprovalStep, {
    columns: STEP_COLUMNS,
    where: all(equal('reportId', reportId)),
    orderBy: [{ column: 'position' }],
    forUpdate: true,
  });
}
