import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, equal, isIn, type Where } from '../platform/database/sql/predicate.js';
import { INCREMENT, join } from '../platform/database/sql/selection.js';
import { ApprovalMove } from './approval-move.entity.js';
import { ApprovalStep, type MoveReason, type Origin } from './approval-step.entity.js';
import { moveOf } from './approvals.service.js';
import { Approvers } from './approvers.service.js';
import { ExpenseReport } from './expense-report.entity.js';
import type { NextStep } from './next-approver.js';
import { approvalsIn, needOf } from './report-need.js';
import { RerouteJob } from './reroute-job.entity.js';
import { openStepOf, STEP_COLUMNS, stepsOf, type StepRow } from './stored-report.js';

/** The most steps that one transaction moves. It marks the others, and a job moves them. */
export const STEPS_AT_ONCE = 500;

const REPORT = join(ExpenseReport, {
  on: { id: 'reportId' },
  columns: { ownerId: 'ownerId', organizationId: 'organizationId', total: 'total' },
});

const MOVABLE_COLUMNS = [...STEP_COLUMNS, 'moveReason'] as const;

/** An open step, with what its next approver depends on. */
export type MovableStep = StepRow &
  Pick<ApprovalStep, 'moveReason'> & { ownerId: string; organizationId: string; total: number };

export interface MoveCause {
  reason: MoveReason;
  /** The provisioning event that causes it. */
  eventId: string | null;
}

/** Where a step goes. */
export interface Target {
  step: MovableStep;
  next: Pick<NextStep, 'stage' | 'origin' | 'approverId' | 'groupId' | 'replacedId'>;
}

/** How many steps were moved, and how many of them wait because nobody can approve. */
export interface Moved {
  moved: number;
  waiting: number;
}

/** Moves open steps from one approver to the next. The number of statements does not depend on how many. */
@Injectable()
export class Reroutes {
  constructor(private readonly approvers: Approvers) {}

  /** Reads and locks open steps, at most `limit`. A locking read also finds what others have just committed. */
  async open(tx: AccountTransaction, where: Where<ApprovalStep>, limit: number): Promise<MovableStep[]> {
    return tx.select(ApprovalStep, {
      columns: MOVABLE_COLUMNS,
      joins: [REPORT],
      where: all(where, equal('state', 'open')),
      orderBy: [{ column: 'id' }],
      limit,
      forUpdate: true,
    });
  }

  /** The ids of the open steps of owners' reports without any approval, unless somebody has chosen the approver by hand. */
  async firstSteps(tx: AccountTransaction, ownerIds: readonly string[]): Promise<string[]> {
    const reports = await tx.selectListed(ExpenseReport, 'ownerId', ownerIds, {
      columns: ['id'],
      where: equal('status', 'submitted'),
    });
    const steps = await stepsOf(
      tx,
      reports.map(({ id }) => id),
    );
    return [...steps.values()].flatMap((of) => {
      const open = openStepOf({ steps: of });
      if (!open || open.stage === 'final' || open.origin === 'manual') return [];
      return approvalsIn(of, open.round).length === 0 ? open.id : [];
    });
  }

  /** Assigns the steps to the approvers that the rules now find. */
  async move(tx: AccountTransaction, steps: readonly MovableStep[], cause: MoveCause): Promise<Moved> {
    if (steps.length === 0) return { moved: 0, waiting: 0 };
    const decided = await stepsOf(tx, [...new Set(steps.map(({ reportId }) => reportId))]);
    const needs = steps.map((step) =>
      needOf({ ...step, id: step.reportId }, decided.get(step.reportId) ?? [], { isReroute: true }),
    );
    const found = await this.approvers.next(tx, needs);
    const targets = steps.flatMap((step): Target[] => {
      const next = found.get(step.reportId);
      if (!next || (next.approverId === step.approverId && step.waitingFor !== 'reroute')) return [];
      if (next.approverId === step.approverId) return [{ step, next: step }];
      const isTakenOver = step.approverId !== null && next.approverId !== null && next.origin !== 'deputy';
      const origin: Origin = isTakenOver ? 'rerouted' : next.origin;
      return [{ step, next: { ...next, origin, replacedId: next.replacedId ?? step.approverId } }];
    });
    return this.store(tx, targets, cause);
  }

  /**
   * Marks open steps, so that nobody decides them until the job has moved them. Takes one statement per
   * condition.
   */
  async mark(
    tx: AccountTransaction,
    parts: readonly Where<ApprovalStep>[],
    { reason: moveReason, eventId }: MoveCause,
  ): Promise<void> {
    const marked = { waitingFor: 'reroute', moveReason, eventId } as const;
    for (const where of parts) await tx.update(ApprovalStep, marked, all(where, equal('state', 'open')));
    const leaseUntil = new Date(0).toISOString();
    const job = await tx.find(RerouteJob, { columns: ['leaseUntil'] });
    if (!job) await tx.insert(RerouteJob, [{ leaseUntil }]);
  }

  /** Rewrites the steps, which takes few statements however many targets there are. */
  async store(tx: AccountTransaction, targets: readonly Target[], cause: MoveCause): Promise<Moved> {
    if (targets.length === 0) return { moved: 0, waiting: 0 };
    const ids = targets.map(({ step }) => step.id);
    await tx.deleteListed(ApprovalStep, 'id', ids, all());
    await tx.insert(
      ApprovalStep,
      targets.map(({ step, next }) => ({ ...stored(step), ...assigned(next), eventId: cause.eventId })),
    );
    const moves = targets.filter(({ step, next }) => step.approverId !== next.approverId);
    await tx.insert(
      ApprovalMove,
      moves.map(({ step, next }) =>
        moveOf(step, { fromId: step.approverId, toId: next.approverId, ...cause }),
      ),
    );
    const reports = [...new Set(targets.map(({ step }) => step.reportId))];
    const updatedAt = new Date().toISOString();
    await tx.update(ExpenseReport, { version: INCREMENT, updatedAt }, isIn('id', reports));
    const waiting = targets.filter(({ next }) => next.approverId === null).length;
    return { moved: moves.length, waiting };
  }
}

function stored(step: MovableStep): StepRow {
  return Object.fromEntries(STEP_COLUMNS.map((name) => [name, step[name]])) as unknown as StepRow;
}

function assigned({ stage, origin, approverId, groupId, replacedId }: Target['next']) {
  const waitingFor = approverId === null ? ('no-approver' as const) : null;
  return { stage, origin, approverId, groupId, replacedId, waitingFor };
}
