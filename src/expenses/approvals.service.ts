import { Injectable } from '@nestjs/common';
import { AuditService, type AuditedAction } from '../accounts/audit.service.js';
import { newId } from '../common/identifier.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { idIs } from '../platform/database/sql/predicate.js';
import { namesOf } from '../users/names-of.js';
import { User } from '../users/user.entity.js';
import { ApprovalMove } from './approval-move.entity.js';
import { ApprovalStep, type MoveReason, type StepState } from './approval-step.entity.js';
import { Approvers } from './approvers.service.js';
import { ExpenseReport, type ReportStatus } from './expense-report.entity.js';
import { LeaverReports } from './leaver-reports.service.js';
import type { NextStep } from './next-approver.js';
import { approverUnusable, notOnBehalf, notThatStatus, notYourDecision, roleNeeded } from './refusals.js';
import { approvalsIn, needOf } from './report-need.js';
import { ownerState, reportSubject, type OwnerState } from './report-changes.service.js';
import { isMember } from './reports.service.js';
import { openStepOf, stepsOf, type ReportRow, type StepRow, type StoredReport } from './stored-report.js';
import { isOffice, type Viewer } from './viewer.js';

type ReportAction = Extract<AuditedAction['action'], `expense-report.${string}`>;

/** Moves locked reports from one status to the next. */
@Injectable()
export class Approvals {
  constructor(
    private readonly approvers: Approvers,
    private readonly leavers: LeaverReports,
    private readonly audit: AuditService,
  ) {}

  /**
   * Submits an open or rejected report, with the owner's current details. Throws `forbidden`
   * (`not-on-behalf`) for anyone but the owner and those whom the policy lets submit for a leaver, `conflict`
   * (`report-status`).
   */
  async submit(tx: AuthoredTransaction, report: StoredReport, viewer: Viewer): Promise<StoredReport> {
    if (report.ownerId !== viewer.userId && !(await this.leavers.maySubmit(tx, report, viewer))) {
      throw notOnBehalf();
    }
    requireStatus(report, 'open', 'rejected');
    const state = await ownerState(tx, report.ownerId);
    const submitted = { ...report, ...state, round: report.round + 1 };
    return this.proceed(tx, submitted, {
      state: { ...state, round: submitted.round, submittedById: viewer.userId, submittedAt: now() },
      action: 'expense-report.submitted',
    });
  }

  /** Withdraws a submitted report. Throws like `submit`. */
  async retract(tx: AuthoredTransaction, report: StoredReport, { userId }: Viewer): Promise<StoredReport> {
    if (report.ownerId !== userId && report.submittedById !== userId) throw notOnBehalf();
    requireStatus(report, 'submitted');
    await this.decide(tx, report, 'retracted', null);
    return this.set(tx, report, { status: 'open' }, { action: 'expense-report.retracted' });
  }

  /** Throws `forbidden` (`not-your-decision`) for anyone but the approver, `conflict` (`report-status`). */
  async approve(
    tx: AuthoredTransaction,
    report: StoredReport,
    viewer: Viewer,
    note: string | null,
  ): Promise<StoredReport> {
    await this.requireDecision(tx, report, viewer);
    const steps = await this.decide(tx, report, 'approved', note);
    return this.proceed(
      tx,
      { ...report, steps },
      { state: {}, action: 'expense-report.approved', detail: note },
    );
  }

  /** Sends a report back to its owner. Throws like `approve`. */
  async reject(
    tx: AuthoredTransaction,
    report: StoredReport,
    viewer: Viewer,
    note: string | null,
  ): Promise<StoredReport> {
    await this.requireDecision(tx, report, viewer);
    await this.decide(tx, report, 'rejected', note);
    return this.set(tx, report, { status: 'rejected' }, { action: 'expense-report.rejected', detail: note });
  }

  /**
   * Closes an approved report once it is paid. Throws `forbidden` (`role-needed`), `conflict`
   * (`report-status`).
   */
  async close(tx: AuthoredTransaction, report: StoredReport, viewer: Viewer): Promise<StoredReport> {
    if (!isOffice(viewer)) throw roleNeeded('an admin or a controller');
    requireStatus(report, 'approved');
    return this.set(tx, report, { status: 'closed' }, { action: 'expense-report.closed' });
  }

  /**
   * Assigns the open step to a chosen person; repeating it changes nothing. Owners cannot choose who approves
   * their own report. Throws `forbidden` (`role-needed`), `invalid` (`approver-unusable`).
   */
  async reassign(
    tx: AuthoredTransaction,
    report: StoredReport,
    viewer: Viewer,
    approverId: string,
  ): Promise<StoredReport> {
    if (!isOffice(viewer) || viewer.userId === report.ownerId) {
      throw roleNeeded('an admin or a controller other than the owner');
    }
    requireStatus(report, 'submitted');
    if (approverId === report.ownerId) throw approverUnusable('they are its owner');
    if (hasApproved(report, approverId)) throw approverUnusable('they have approved it already');
    const where = idIs(approverId);
    const approver = await tx.find(User, { columns: ['active'], where, forShare: true });
    if (!approver?.active) throw approverUnusable('there is no active user with this id');
    const step = openStepIn(report);
    const fromId = step.approverId;
    if (fromId === approverId && step.origin === 'manual' && step.waitingFor === null) return report;
    const changes = {
      approverId,
      groupId: null,
      origin: 'manual',
      replacedId: fromId,
      waitingFor: null,
    } as const;
    await tx.update(ApprovalStep, changes, idIs(step.id));
    await tx.insert(ApprovalMove, [
      moveOf(step, { fromId, toId: approverId, reason: 'manual', eventId: null }),
    ]);
    return this.set(tx, report, {}, { action: 'expense-report.reassigned' });
  }

  /** Whether the report waits for the viewer's decision. */
  async mayDecide(tx: AccountTransaction, report: StoredReport, { userId }: Viewer): Promise<boolean> {
    const step = openStepOf(report);
    if (report.status !== 'submitted' || !step || step.waitingFor !== null) return false;
    if (step.approverId === userId) return true;
    if (step.groupId === null || userId === report.ownerId || hasApproved(report, userId)) return false;
    return isMember(tx, userId, [step.groupId]);
  }

  /** Gives the report its next step, or ends its approval. */
  private async proceed(
    tx: AuthoredTransaction,
    report: StoredReport,
    { state, ...audited }: { state: SubmittedState; action: ReportAction; detail?: string | null },
  ): Promise<StoredReport> {
    const need = needOf(report, report.steps, { isReroute: false });
    const next = (await this.approvers.next(tx, [need])).get(report.id);
    if (next) await tx.insert(ApprovalStep, [stepOf(report, next)]);
    return this.set(tx, report, { ...state, status: next ? 'submitted' : 'approved' }, audited);
  }

  private async requireDecision(
    tx: AuthoredTransaction,
    report: StoredReport,
    viewer: Viewer,
  ): Promise<void> {
    requireStatus(report, 'submitted');
    if (await this.mayDecide(tx, report, viewer)) return;
    const { waitingFor, approverId } = openStepIn(report);
    const names = await namesOf(tx, waitingFor === null ? [approverId] : []);
    throw notYourDecision(names.get(approverId) ?? null);
  }

  /** Records the decision of the open step, and returns all steps. */
  private async decide(
    tx: AuthoredTransaction,
    report: StoredReport,
    state: StepState,
    note: string | null,
  ): Promise<StepRow[]> {
    const step = openStepIn(report);
    const decided = { state, note, decidedAt: now(), waitingFor: null, ...decider(tx, step, state) };
    await tx.update(ApprovalStep, decided, idIs(step.id));
    return report.steps.map((each) => (each === step ? { ...step, ...decided } : each));
  }

  private async set(
    tx: AuthoredTransaction,
    report: StoredReport,
    changes: SubmittedState & { status?: ReportStatus },
    audited: { action: ReportAction; detail?: string | null },
  ): Promise<StoredReport> {
    const [version, updatedAt] = [report.version + 1, now()];
    await tx.update(ExpenseReport, { ...changes, version, updatedAt }, idIs(report.id));
    await this.audit.record(tx, { ...audited, subject: reportSubject(report) });
    const steps = (await stepsOf(tx, [report.id])).get(report.id) ?? [];
    return { ...report, ...changes, version, updatedAt, steps };
  }
}

type SubmittedState = Partial<OwnerState & Pick<ReportRow, 'round' | 'submittedById' | 'submittedAt'>>;

const now = () => new Date().toISOString();

function requireStatus({ status }: ReportRow, ...allowed: ReportStatus[]): void {
  if (!allowed.includes(status)) throw notThatStatus(status, allowed.join(' or '));
}

function openStepIn(report: StoredReport): StepRow {
  const step = openStepOf(report);
  if (!step) throw new Error(`the submitted report ${report.id} has no open step`);
  return step;
}

/** Another member of the final group may decide as well, in their own name. */
function decider({ author }: AuthoredTransaction, { groupId, approverId, stage }: StepRow, state: StepState) {
  if (groupId === null || state === 'retracted' || author.id === approverId) return {};
  return {
    approverId: author.id,
    origin: stage === 'final' ? 'final' : 'fallback',
    replacedId: null,
  } as const;
}

/** Whether the user, or somebody in their place, has approved the report in this round. */
function hasApproved({ steps, round }: StoredReport, userId: string): boolean {
  return approvalsIn(steps, round).some(({ by }) => by.includes(userId));
}

/** A new step at the end of a report's steps. */
function stepOf({ id, round, steps }: StoredReport, next: NextStep): StepRow {
  return {
    id: newId(),
    reportId: id,
    position: (steps.at(-1)?.position ?? 0) + 1,
    round,
    ...next,
    waitingFor: next.approverId === null ? 'no-approver' : null,
    state: 'open',
    decidedAt: null,
    note: null,
    eventId: null,
    createdAt: now(),
  };
}

/** Records that an open step went from one approver to the next. */
export function moveOf(
  step: Pick<StepRow, 'id' | 'reportId' | 'origin'>,
  move: { fromId: string | null; toId: string | null; reason: MoveReason; eventId: string | null },
) {
  return {
    id: newId(),
    reportId: step.reportId,
    stepId: step.id,
    fromOrigin: step.origin,
    ...move,
    createdAt: now(),
  };
}
