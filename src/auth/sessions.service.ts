import { Injectable } from '@nestjs/common';
import { newId } from '../common/identifier.js';
import { windowOf, type Page, type PageRequest } from '../common/page.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { all, compare, equal, idIs, type Where } from '../platform/database/sql/predicate.js';
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
import { unknownSession, wrongPassword } from './refusals.js';
import { countRequest } from './request-rate.js';
import { newToken, SESSION_PREFIX, tokenHash } from './tokens.js';

/** How long a login lasts. */
export const SESSION_LASTS_MS = 12 * 3_600_000;

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
      expiresAt: new Date(now + SESSION_LASTS_MS).toISOString(),
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
    const ended = await sessionsOf(tx, principal).delete(idIs(principal.sessionId));
    if (ended > 0) await this.records.record(tx, principal, { action: 'session.ended', origin });
  }

  /** A person's open sessions, newest first; `current` marks the session of the request. */
  async page(
    tx: PlatformTransaction,
    principal: Principal,
    request: PageRequest,
  ): Promise<Page<SessionRow & { current: boolean }>> {
    const sessions = sessionsOf(tx, principal);
    const isOpen = compare('expiresAt', '>', new Date().toISOString());
    const rows = await sessions.select(isOpen, windowOf(request));
    const items = rows.map((row) => ({ ...row, current: row.id === principal.sessionId }));
    return { items, total: await sessions.count(isOpen) };
  }

  /** Ends one of a person's sessions. Throws `not-found` for another person's session. */
  async revoke(
    tx: PlatformTransaction,
    principal: Principal,
    { id, origin }: { id: string; origin: Origin },
  ): Promise<void> {
    const ended = await sessionsOf(tx, principal).delete(idIs(id));
    if (ended === 0) throw unknownSession(id);
    await this.records.record(tx, principal, { action: 'session.ended', origin });
  }

  /** Deletes users' sessions that have expired at `now`. */
  async pruneUsers(tx: AccountTransaction, now: Date): Promise<void> {
    await tx.delete(UserSession, expiredAt(now, SESSION_LASTS_MS));
  }

  /** Deletes operators' sessions that have expired at `now`. */
  async pruneOperators(tx: PlatformTransaction, now: Date): Promise<void> {
    await tx.delete(OperatorSession, expiredAt(now, SESSION_LASTS_MS));
  }

  private async openForUser(
    tx: AccountTransaction,
    { principal: { userId }, passwordHash }: { principal: UserPrincipal; passwordHash: string },
    session: NewSession,
  ): Promise<void> {
    const user = await tx.find(User, {
      columns: ['passwordHash', 'active'],
      where: idIs(userId),
      forUpdate: true,
    });
    if (!user?.active || user.passwordHash !== passwordHash) throw wrongPassword();
    await makeRoom(userSessions(tx, userId), session);
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
      forUpdate: true,
    });
    if (operator?.passwordHash !== passwordHash) throw wrongPassword();
    await makeRoom(operatorSessions(tx, operatorId), session);
    await tx.insert(OperatorSession, [{ ...session, operatorId }]);
  }
}

type NewSession = Pick<UserSession, 'id' | 'hash' | 'createdAt' | 'expiresAt'>;

const COLUMNS = ['id', 'createdAt', 'expiresAt'] as const;

/** What the owner of a session may see of it: everything but the token. */
export type SessionRow = Pick<UserSession, (typeof COLUMNS)[number]>;

/** The sessions of one person, whichever table they are in. */
interface OwnSessions {
  /** Newest first. */
  select(where: Where<SessionRow>, window: { limit: number; offset: number }): Promise<SessionRow[]>;
  count(where: Where<SessionRow>): Promise<number>;
  delete(where: Where<SessionRow>): Promise<number>;
}

const NEWEST_FIRST = [{ column: 'id', descending: true }] as const;

function userSessions(tx: AccountTransaction, userId: string): OwnSessions {
  const isOwn = equal('userId', userId);
  return {
    select: (where, window) =>
      tx.select(UserSession, {
        columns: COLUMNS,
        where: all(isOwn, where),
        orderBy: NEWEST_FIRST,
        ...window,
      }),
    count: (where) => tx.count(UserSession, all(isOwn, where)),
    delete: (where) => tx.delete(UserSession, all(isOwn, where)),
  };
}

function operatorSessions(tx: PlatformTransaction, operatorId: string): OwnSessions {
  const isOwn = equal('operatorId', operatorId);
  return {
    select: (where, window) =>
      tx.select(OperatorSession, {
        columns: COLUMNS,
        where: all(isOwn, where),
        orderBy: NEWEST_FIRST,
        ...window,
      }),
    count: (where) => tx.count(OperatorSession, all(isOwn, where)),
    delete: (where) => tx.delete(OperatorSession, all(isOwn, where)),
  };
}

function sessionsOf(tx: PlatformTransaction, principal: Principal): OwnSessions {
  return principal.kind === 'user'
    ? userSessions(tx.within(principal.accountId), principal.userId)
    : operatorSessions(tx, principal.operatorId);
}

/** Deletes a person's expired sessions, and as many of the oldest as it takes to allow a new one. */
async function makeRoom(sessions: OwnSessions, { createdAt }: NewSession): Promise<void> {
  await sessions.delete(compare('expiresAt', '<=', createdAt));
  const [last] = await sessions.select(all(), { limit: 1, offset: OPEN_AT_MOST - 1 });
  if (last) await sessions.delete(compare('id', '<=', last.id));
}
