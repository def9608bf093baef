import { Injectable } from '@nestjs/common';
import { windowOf, type Page, type PageRequest } from '../common/page.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, compare, equal, isIn } from '../platform/database/sql/predicate.js';
import { join, leftJoin } from '../platform/database/sql/selection.js';
import { shownName, type Named } from '../users/shown-name.js';
import { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { ApprovalMove, type MoveReason } from './approval-move.entity.js';
import { ApprovalPolicy } from './approval-policy.entity.js';
import { ApprovalStep } from './approval-step.entity.js';
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

/** A report that went from one approver to the next. */
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

/** A move of an event, with the names of today. */
export interface ShownMove extends Omit<Effect, 'reason'> {
  id: string;
}

/** Most ids that an answer lists. */
const MOST_LISTED = 100;

const NAMES = {
  userName: 'userName',
  displayName: 'displayName',
  formattedName: 'formattedName',
  givenName: 'givenName',
  familyName: 'familyName',
} as const;

const FROM = {
  fromUserName: 'userName',
  fromDisplayName: 'displayName',
  fromFormattedName: 'formattedName',
  fromGivenName: 'givenName',
  fromFamilyName: 'familyName',
} as const;

const TO = {
  toUserName: 'userName',
  toDisplayName: 'displayName',
  toFormattedName: 'formattedName',
  toGivenName: 'givenName',
  toFamilyName: 'familyName',
} as const;

/** What a departure would do to expenses, and what an event has done to them. */
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
      where: all(equal('deputyId', userId), compare('endsAt', '>', now)),
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

  /** The reports that an event moved, in their order. */
  async effects(tx: AccountTransaction, eventId: string, request: PageRequest): Promise<Page<Effect>> {
    const where = equal('eventId', eventId);
    const rows = await tx.select(ApprovalMove, {
      columns: ['reportId', 'fromId', 'toId', 'reason'],
      joins: [
        join(ExpenseReport, { on: { id: 'reportId' }, columns: { title: 'title', ownerName: 'ownerName' } }),
      ],
      where,
      orderBy: [{ column: 'id' }],
      ...windowOf(request),
    });
    const names = await namesOf(
      tx,
      rows.flatMap(({ fromId, toId }) => [fromId, toId]),
    );
    const items = rows.map((row) => ({
      ...row,
      fromName: names.get(row.fromId) ?? null,
      toName: names.get(row.toId) ?? null,
    }));
    return { items, total: await tx.count(ApprovalMove, where) };
  }

  /** The next reports that an event moved, with all names, in one statement. @param after id of the last move before them */
  async moves(
    tx: AccountTransaction,
    eventId: string,
    { after, limit }: { after?: string | undefined; limit: number },
  ): Promise<ShownMove[]> {
    const rows = await tx.withDeleted().select(ApprovalMove, {
      columns: ['id', 'reportId', 'fromId', 'toId'],
      joins: [
        join(ExpenseReport, { on: { id: 'reportId' }, columns: { title: 'title', ownerName: 'ownerName' } }),
        leftJoin(User, { on: { id: 'fromId' }, columns: FROM }),
        leftJoin(User, { on: { id: 'toId' }, columns: TO }),
      ],
      where: all(equal('eventId', eventId), after === undefined ? all() : compare('id', '>', after)),
      orderBy: [{ column: 'id' }],
      limit,
    });
    return rows.map(({ id, reportId, title, ownerName, fromId, toId, ...names }) => ({
      id,
      reportId,
      title,
      ownerName,
      fromId,
      fromName: nameOrNull({
        userName: names.fromUserName,
        displayName: names.fromDisplayName,
        formattedName: names.fromFormattedName,
        givenName: names.fromGivenName,
        familyName: names.fromFamilyName,
      }),
      toId,
      toName: nameOrNull({
        userName: names.toUserName,
        displayName: names.toDisplayName,
        formattedName: names.toFormattedName,
        givenName: names.toGivenName,
        familyName: names.toFamilyName,
      }),
    }));
  }
}

function nameOrNull({ userName, ...names }: Omit<Named, 'userName'> & { userName: string | null }) {
  return userName === null ? null : shownName({ ...names, userName });
}

/** The names of users, deleted or not. */
export async function namesOf(
  tx: AccountTransaction,
  ids: readonly (string | null)[],
): Promise<Map<string | null, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  const columns = ['id', ...Object.values(NAMES)] as const;
  const rows = await tx.withDeleted().selectListed(User, 'id', known, { columns });
  return new Map(rows.map((row) => [row.id, shownName(row)]));
}
