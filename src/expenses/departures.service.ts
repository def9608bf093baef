import { Injectable } from '@nestjs/common';
import { windowOf, type Page, type PageRequest } from '../common/page.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, compare, equal, exists, isIn, type Where } from '../platform/database/sql/predicate.js';
import { straightJoin, type OrderBy } from '../platform/database/sql/selection.js';
import { namesOf } from '../users/names-of.js';
import { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { ApprovalMove, MOVES_BY_EVENT } from './approval-move.entity.js';
import { ApprovalPolicy } from './approval-policy.entity.js';
import { ApprovalStep, type MoveReason } from './approval-step.entity.js';
import { Deputy } from './deputy.entity.js';
import { ExpenseReport } from './expense-report.entity.js';

/** What depends on a person. */
export interface Departure {
  openReports: number;
  submittedReports: number;
  stepsToDecide: number;
  /** How many active people have the person as their manager. */
  managerOf: number;
  /** Organizations whose policy names the person as the final approver. */
  finalApproverOf: string[];
  /** Whom the person stands in for, now or later. */
  deputyOf: string[];
}

/** A report that went from one approver to the next, with their current names. */
export interface Effect {
  reportId: string;
  title: string;
  ownerName: string;
  fromId: string | null;
  fromName: string | null;
  toId: string | null;
  toName: string | null;
  reason: MoveReason;
}

/** The moves of some events, in the order of the index by event. */
export interface Moves {
  where: Where<ApprovalMove>;
  orderBy: OrderBy<ApprovalMove>;
}

/** The moves of one event. */
export const movedBy = (eventId: string): Moves => ({
  where: equal('eventId', eventId),
  orderBy: [{ column: 'id' }],
});

/** The most ids that an answer lists. */
const MOST_LISTED = 100;

/** What a departure would do to expenses, and what events have done to them. */
@Injectable()
export class Departures {
  constructor(private readonly users: UsersService) {}

  /** Throws `not-found`. */
  async preview(tx: AccountTransaction, userId: string): Promise<Departure> {
    await this.users.get(tx, userId);
    const own = (statuses: readonly ('open' | 'rejected' | 'submitted')[]) =>
      tx.count(ExpenseReport, all(equal('ownerId', userId), isIn('status', statuses)));
    const now = new Date().toISOString();
    const policies = await tx.select(ApprovalPolicy, {
      columns: ['organizationId'],
      where: equal('finalApproverId', userId),
      limit: MOST_LISTED,
    });
    const deputies = await tx.select(Deputy, {
      columns: ['userId'],
      where: all(equal('deputyId', userId), compare('endsAt', '>', now), exists(User, { id: 'userId' })),
      limit: MOST_LISTED,
    });
    return {
      openReports: await own(['open', 'rejected']),
      submittedReports: await own(['submitted']),
      stepsToDecide: await tx.count(ApprovalStep, all(equal('approverId', userId), equal('state', 'open'))),
      managerOf: await tx.count(User, all(equal('managerId', userId), equal('active', true))),
      finalApproverOf: policies.map(({ organizationId }) => organizationId),
      deputyOf: deputies.map((deputy) => deputy.userId),
    };
  }

  /** A page of the reports that an event moved, in their order. */
  async effects(tx: AccountTransaction, eventId: string, request: PageRequest): Promise<Page<Effect>> {
    const moves = movedBy(eventId);
    const items = await this.moved(tx, moves, windowOf(request));
    return { items, total: await tx.count(ApprovalMove, moves.where) };
  }

  /** Reports that went from one approver to the next, in the order of the moves, in two statements for any number. */
  async moved(
    tx: AccountTransaction,
    moves: Moves,
    window: { limit: number; offset: number },
  ): Promise<Effect[]> {
    const rows = await tx.select(ApprovalMove, {
      columns: ['reportId', 'fromId', 'toId', 'reason'],
      joins: [
        straightJoin(ExpenseReport, {
          on: { id: 'reportId' },
          columns: { title: 'title', ownerName: 'ownerName' },
        }),
      ],
      ...moves,
      ...window,
      forceIndex: MOVES_BY_EVENT,
    });
    const ids = rows.flatMap(({ fromId, toId }) => [fromId, toId]);
    const names = await namesOf(tx, ids);
    return rows.map((row) => ({
      ...row,
      fromName: names.get(row.fromId) ?? null,
      toName: names.get(row.toId) ?? null,
    }));
  }
}
