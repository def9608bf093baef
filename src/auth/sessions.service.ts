import { Injectable } from '@nestjs/common';
import { notFound } from '../common/errors.js';
import { newId } from '../common/identifier.js';
import { windowOf, type Page, type PageRequest } from '../common/page.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { all, compare, equal, idIs, type Predicate } from '../platform/database/sql/predicate.js';
import type { Entity } from '../platform/database/sql/table.js';
import type { Transaction } from '../platform/database/transaction.js';
import { Operator } from '../operators/operator.entity.js';
import { OperatorSession } from '../operators/operator-session.entity.js';
import { User } from '../users/user.entity.js';
import { UserSession } from './user-session.entity.js';
import type { Origin } from './author-of.js';
import { LoginRecords } from './login-records.service.js';
import { AccountRates } from '../platform/limits/account-rates.js';
import type { ProvenLogin } from './authenticator.js';
import { expiredAt } from './expiry.js';
import type { OperatorPrincipal, Principal, UserPrincipal } from './principal.js';
import { wrongPassword } from './refusals.js';
import { countRequest } from './request-rate.js';
import { newToken, SESSION_PREFIX, tokenHash } from './tokens.js';

const LASTS_MS = 12 * 3_600_000;

/** Limits the sessions of a program that logs in before each call. */
const OPEN_AT_MOST = 100;

/** A new session. The token is shown once. */
export interface OpenedSession {
  accessToken: string;
  expiresAt: string;
}

/**
 * Login sessions. They end after twelve hours, with logout, deactivation or a new password, or after a hundred newer
 * logins.
 */
@Injectable()
export class SessionsService {
  constructor(
    private readonly rates: AccountRates,
    private readonly records: LoginRecords,
  ) {}

  /**
   * Opens a session and deletes the person's expired or surplus sessions. Counts as a request of the account. Throws
   * `unauthenticated` for a deactivated user and if the password has changed since the check; `throttled` if the
   * account exceeds its rate.
   */
  async open(
    tx: PlatformTransaction,
    { principal, passwordHash }: ProvenLogin,
    origin: Origin,
  ): Promise<OpenedSession> {
    const accessToken = newToken(SESSION_PREFIX);
    const now = Date.now();
    const session = {
      id: newId(),
      hash: tokenHash(accessToken),
      createdAt: new Date(now).toISOString(),
      expiresAt: new Date(now + LASTS_MS).toISOString(),
    };
    if (principal.kind === 'user') {
      countRequest(this.rates, principal);
      const inside = tx.within(principal.accountId);
      await this.openForUser(inside, { principal, passwordHash }, session);
    } else {
      await this.openForOperator(tx, { principal, passwordHash }, session);
    }
    await this.records.record(tx, principal, { action: 'login.succeeded', origin });
    return { accessToken, expiresAt: session.expiresAt };
  }

  /** Ends the session of a request; does nothing for other credentials. */
  async close(tx: PlatformTransaction, principal: Principal, origin: Origin): Promise<void> {
    if (principal.sessionId === undefined) return;
    const { scope, entity } = sessionsOf(tx, principal);
    const ended = await scope.delete(entity, idIs(principal.sessionId));
    if (ended > 0) await this.records.record(tx, principal, { action: 'session.ended', origin });
  }

  /** A person's open sessions, newest first; `current` marks the session of the request. */
  async page(
    tx: PlatformTransaction,
    principal: Principal,
    request: PageRequest,
  ): Promise<Page<SessionRow & { current: boolean }>> {
    const { scope, entity, isOwn } = sessionsOf(tx, principal);
    const where = all(isOwn, compare('expiresAt', '>', new Date().toISOString()));
    const rows = await scope.select<SessionRow>(entity, {
      columns: ['id', 'createdAt', 'expiresAt'],
      where,
      orderBy: [{ column: 'id', descending: true }],
      ...windowOf(request),
    });
    const items = rows.map((row) => ({ ...row, current: row.id === principal.sessionId }));
    return { items, total: await scope.count(entity, where) };
  }

  /** Ends one of a person's sessions. Throws `not-found` for another person's session. */
  async revoke(
    tx: PlatformTransaction,
    principal: Principal,
    { id, origin }: { id: string; origin: Origin },
  ): Promise<void> {
    const { scope, entity, isOwn } = sessionsOf(tx, principal);
    const ended = await scope.delete(entity, all(isOwn, idIs(id)));
    if (ended === 0) throw notFound(`You have no session with the id "${id}".`);
    await this.records.record(tx, principal, { action: 'session.ended', origin });
  }

  /** Deletes users' sessions that have expired at `now`. */
  async pruneUsers(tx: AccountTransaction, now: Date): Promise<void> {
    await tx.delete(UserSession, expiredAt(now, LASTS_MS));
  }

  /** Deletes operators' sessions that have expired at `now`. */
  async pruneOperators(tx: PlatformTransaction, now: Date): Promise<void> {
    await tx.delete(OperatorSession, expiredAt(now, LASTS_MS));
  }

  private async openForUser(
    tx: AccountTransaction,
    { principal: { userId }, passwordHash }: { principal: UserPrincipal; passwordHash: string },
    session: NewSession,
  ): Promise<void> {
    const user = await tx.find(User, {
      columns: ['passwordHash', 'active'],
      where: idIs(userId),
      lock: true,
    });
    if (!user?.active || user.passwordHash !== passwordHash) throw wrongPassword();
    await makeRoom(tx, UserSession, equal('userId', userId), session);
    await tx.insert(UserSession, [{ ...session, userId }]);
  }

  private async openForOperator(
    tx: PlatformTransaction,
    { principal: { operatorId }, passwordHash }: { principal: OperatorPrincipal; passwordHash: string },
    session: NewSession,
  ): Promise<void> {
    const operator = await tx.find(Operator, {
      columns: ['passwordHash'],
      where: idIs(operatorId),
      lock: true,
    });
    if (operator?.passwordHash !== passwordHash) throw wrongPassword();
    await makeRoom(tx, OperatorSession, equal('operatorId', operatorId), session);
    await tx.insert(OperatorSession, [{ ...session, operatorId }]);
  }
}

type NewSession = Pick<UserSession, 'id' | 'hash' | 'createdAt' | 'expiresAt'>;

/** The public data of a session: everything except the token. */
export type SessionRow = Pick<UserSession, 'id' | 'createdAt' | 'expiresAt'>;

/** Deletes a person's expired sessions, and the oldest ones beyond the limit. */
async function makeRoom(
  tx: Transaction,
  entity: Entity<SessionRow>,
  isOwn: Predicate,
  { createdAt }: NewSession,
): Promise<void> {
  await tx.delete(entity, all(isOwn, compare('expiresAt', '<=', createdAt)));
  const [last] = await tx.select<SessionRow, Pick<SessionRow, 'id'>>(entity, {
    columns: ['id'],
    where: isOwn,
    orderBy: [{ column: 'id', descending: true }],
    limit: 1,
    offset: OPEN_AT_MOST - 1,
  });
  if (last) await tx.delete(entity, all(isOwn, compare('id', '<=', last.id)));
}

/** The table of a person's sessions, and the condition that selects them. */
function sessionsOf(
  tx: PlatformTransaction,
  principal: Principal,
): { scope: Transaction; entity: Entity<SessionRow>; isOwn: Predicate } {
  return principal.kind === 'user'
    ? {
        scope: tx.within(principal.accountId),
        entity: UserSession,
        isOwn: equal('userId', principal.userId),
      }
    : { scope: tx, entity: OperatorSession, isOwn: equal('operatorId', principal.operatorId) };
}
