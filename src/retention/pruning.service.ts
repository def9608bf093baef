import { Injectable } from '@nestjs/common';
import { LoginPlaces } from '../auth/login-places.service.js';
import { PasswordResetsService } from '../auth/password-resets.service.js';
import { SessionsService } from '../auth/sessions.service.js';
import { OauthPruning } from '../oauth/oauth-pruning.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { RecordsPruning } from './records-pruning.service.js';

/**
 * Deletes expired rows: log records older than the settings allow, expired sessions and password resets, which users who
 * come back would otherwise delete themselves, and expired rows of OAuth.
 */
@Injectable()
export class Pruning {
  constructor(
    private readonly records: RecordsPruning,
    private readonly sessions: SessionsService,
    private readonly resets: PasswordResetsService,
    private readonly places: LoginPlaces,
    private readonly oauth: OauthPruning,
  ) {}

  /** Deletes one batch in an account. Returns whether there may be more. */
  async inAccount(tx: AccountTransaction, now: Date): Promise<boolean> {
    if (await this.records.inAccount(tx, now)) return true;
    await this.sessions.pruneUsers(tx, now);
    await this.resets.prune(tx, now);
    await this.places.prune(tx, now);
    await this.oauth.prune(tx, now);
    return false;
  }

  /** Deletes expired rows that belong to no account. */
  async outsideAccounts(tx: PlatformTransaction, now: Date): Promise<void> {
    await this.sessions.pruneOperators(tx, now);
  }
}
