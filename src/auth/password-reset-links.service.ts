import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import { AuditService } from '../accounts/audit.service.js';
import { newId } from '../common/identifier.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { all, compare, equal, idIs } from '../platform/database/sql/predicate.js';
import type { Author } from '../platform/database/author.js';
import type { Origin } from './author-of.js';
import { CredentialDirectory } from './credential-directory.js';
import { expiredAt } from './expiry.js';
import { User } from '../users/user.entity.js';
import { userSubject } from '../users/user-audit.js';
import { emailOf, isAddress } from '../users/user-email.js';
import { UserChanges } from '../users/user-changes.service.js';
import { UsersService } from '../users/users.service.js';
import { PasswordReset } from './password-reset.entity.js';
import type { Recipient } from './password-reset-mail.js';
import { newToken, RESET_PREFIX, tokenHash } from './tokens.js';
import { rawStatement } from '../platform/database/sql/raw-statement.js';
import { unusableResetToken } from './refusals.js';

const LASTS_MS = 3_600_000;

/** The recipients do not depend on the client's network. */
const NOWHERE = '';

const ACCOUNT_OF_TOKEN = rawStatement<{ accountId: string }>(
  `SELECT r."accountId" FROM "password_resets" r
  JOIN "accounts" a ON a."id" = r."accountId" WHERE r."hash" = ?`,
  {},
);

/** Password reset links, by their tokens: valid once, for an hour, for an active user. */
@Injectable()
export class PasswordResetLinks {
  constructor(
    private readonly directory: CredentialDirectory,
    private readonly accounts: AccountsService,
    private readonly users: UsersService,
    private readonly changes: UserChanges,
    private readonly audit: AuditService,
  ) {}

  /**
   * Active users with this login name, at most one per account. Excludes users without an address, and operators, who
   * use the command line.
   */
  async recipients(tx: PlatformTransaction, loginName: string): Promise<Recipient[]> {
    const recipients: Recipient[] = [];
    for (const { principal, passwordHash } of await this.directory.findByLoginName(tx, loginName, NOWHERE)) {
      if (principal.kind !== 'user' || !principal.active) continue;
      const { accountId, userId, userName } = principal;
      const user = await this.users.find(tx.within(accountId), userId);
      const address = user && (emailOf(user.values) ?? userName);
      if (address === undefined || !isAddress(address)) continue;
      const account = await this.accounts.getById(tx, accountId);
      recipients.push({ accountId, account: account.name, userId, userName, passwordHash, address });
    }
    return recipients;
  }

  /** Creates a token for a user with this stored `passwordHash`. Earlier tokens stay valid until one is used. */
  async issue(
    tx: AuthoredTransaction,
    { userId, userName, passwordHash }: Pick<Recipient, 'userId' | 'userName' | 'passwordHash'>,
  ): Promise<string> {
    const token = newToken(RESET_PREFIX);
    const now = Date.now();
    const reset = {
      id: newId(),
      userId,
      hash: tokenHash(token),
      passwordFingerprint: fingerprint(passwordHash),
      createdAt: new Date(now).toISOString(),
      expiresAt: new Date(now + LASTS_MS).toISOString(),
    };
    await tx.delete(PasswordReset, all(equal('userId', userId), compare('expiresAt', '<=', reset.createdAt)));
    await tx.insert(PasswordReset, [reset]);
    const subject = userSubject({ id: userId, userName });
    await this.audit.record(tx, { action: 'password.link-sent', subject });
    return token;
  }

  /** Throws `invalid` (`reset-token-invalid`) for an invalid token. Changes nothing. */
  async check(tx: PlatformTransaction, token: string): Promise<void> {
    await this.findOwner(tx, token, { lock: false });
  }

  /** Sets the password and ends all sessions and other links of the user. Throws like `check`. */
  async redeem(
    tx: PlatformTransaction,
    { token, origin }: { token: string; origin: Origin },
    passwordHash: string,
  ): Promise<void> {
    const { inside, userId, userName } = await this.findOwner(tx, token, { lock: true });
    await inside.delete(PasswordReset, equal('userId', userId));
    const author: Author = { kind: 'user', id: userId, name: userName, ...origin };
    await this.changes.setPassword(inside.by(author), { id: userId, userName }, passwordHash, {
      action: 'password.reset',
    });
  }

  /** Deletes the account's links that have expired at `now`. */
  async prune(tx: AccountTransaction, now: Date): Promise<void> {
    await tx.delete(PasswordReset, expiredAt(now, LASTS_MS));
  }

  /** With `lock`, locks the user, so that a second request with the same token finds it used. */
  private async findOwner(
    tx: PlatformTransaction,
    token: string,
    { lock }: { lock: boolean },
  ): Promise<{ inside: AccountTransaction; userId: string; userName: string }> {
    const hash = tokenHash(token);
    const [row] = await tx.queryAcrossAccounts(ACCOUNT_OF_TOKEN, [hash]);
    if (!row) throw unusableResetToken();
    const inside = tx.within(row.accountId);
    const reset = await inside.find(PasswordReset, {
      columns: ['userId', 'passwordFingerprint'],
      where: all(equal('hash', hash), compare('expiresAt', '>', new Date().toISOString())),
    });
    if (!reset) throw unusableResetToken();
    const { userId, passwordFingerprint } = reset;
    const user = await inside.find(User, {
      columns: ['userName', 'passwordHash', 'active'],
      where: idIs(userId),
      forUpdate: lock,
    });
    if (!user?.active || fingerprint(user.passwordHash) !== passwordFingerprint) throw unusableResetToken();
    return { inside, userId, userName: user.userName };
  }
}

function fingerprint(passwordHash: string | null): string {
  return createHash('sha256')
    .update(passwordHash ?? '')
    .digest('hex');
}
