import { Injectable } from '@nestjs/common';
import { LoginPlaces } from '../auth/login-places.service.js';
import { PasswordResetsService } from '../auth/password-resets.service.js';
import { SessionsService } from '../auth/sessions.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { RecordsPruning } from './records-pruning.service.js';

/**
 * What has had its time: records older than the settings say, and sessions and links for a new password that have
 * expired and whose people have not come back.
 */
@Injectable()
export class Pruning {
  constructor(
    private readonly records: RecordsPruning,
    private readonly sessions: SessionsService,
    private readonly resets: PasswordResetsService,
    private readonly places: LoginPlaces,
  ) {}

  /** Removes a piece of an account's, and says whether there may be more. */
  async inAccount(tx: AccountTransaction, now: Date): Promise<boolean> {
    if (await this.records.inAccount(tx, now)) return true;
    await this.sessions.pruneUsers(tx, now);
    await this.resets.prune(tx, now);
    await this.places.prune(tx, now);
    return false;
  }

  /** Removes what is in no account. */
  async outsideAccounts(tx: PlatformTransaction, now: Date): Promise<void> {
    await this.sessions.pruneOperators(tx, now);
  }
}
