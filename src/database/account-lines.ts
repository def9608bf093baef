import { Injectable } from '@nestjs/common';
import { Lines } from '../common/lines.js';
import { tooManyRequests } from '../common/too-many-requests.js';

/** Units of work of one account that run at once: of the pool's ten connections, two stay for the others. */
export const AT_ONCE = 8;

/** More would wait longer than clients do. */
const WAITING_AT_MOST = 5_000;

/** When the line is full, some of it has been worked off after that long. */
const TRY_AGAIN_AFTER_MS = 2_000;

/**
 * A line for each account, for database connections and for SQLite's one turn to write. Nobody holds a place while
 * sending, or while a password is hashed.
 */
@Injectable()
export class AccountLines {
  /** How many units of work have been refused. */
  refused = 0;
  private readonly lines = new Lines({ atOnce: AT_ONCE, waitingAtMost: WAITING_AT_MOST });

  /** How many units of work wait, of all accounts. */
  get waiting(): number {
    return this.lines.waiting;
  }

  /** Runs `work` when it is the account's turn. Throws `throttled` where the account's line is full. */
  async take<T>(accountId: string, work: () => Promise<T>): Promise<T> {
    if (this.lines.isFull(accountId)) {
      this.refused += 1;
      throw tooManyRequests('Too many requests of your account wait to be answered.', TRY_AGAIN_AFTER_MS);
    }
    return this.lines.take(accountId, work);
  }
}
