import { Injectable } from '@nestjs/common';
import pLimit, { type LimitFunction } from 'p-limit';
import { tooManyRequests } from '../common/too-many-requests.js';

/** Units of work of one account that run at once: of the pool's ten connections, two stay for the others. */
export const AT_ONCE = 8;

/** More would wait longer than clients do. */
const WAITING_AT_MOST = 5_000;

/** When the line is full, some of it has been worked off after that long. */
const TRY_AGAIN_AFTER_MS = 2_000;

/**
 * A line for each account, for database connections and for SQLite's one turn to write. What one account sends too much
 * of waits there, and not in front of what others send. Nobody holds a place while sending, or while a password is hashed.
 */
@Injectable()
export class AccountLines {
  /** How many units of work have been refused. */
  refused = 0;
  /** How many units of work wait, of all accounts. */
  waiting = 0;
  private readonly lines = new Map<string, LimitFunction>();

  /** Runs `work` when it is the account's turn. Throws `throttled` where the account's line is full. */
  async take<T>(accountId: string, work: () => Promise<T>): Promise<T> {
    const line = this.lineOf(accountId);
    if (line.pendingCount >= WAITING_AT_MOST) {
      this.refused += 1;
      throw tooManyRequests('Too many requests of your account wait to be answered.', TRY_AGAIN_AFTER_MS);
    }
    this.waiting += 1;
    try {
      return await line(() => {
        this.waiting -= 1;
        return work();
      });
    } finally {
      if (line.activeCount + line.pendingCount === 0) this.lines.delete(accountId);
    }
  }

  private lineOf(accountId: string): LimitFunction {
    const known = this.lines.get(accountId);
    if (known) return known;
    const line = pLimit(AT_ONCE);
    this.lines.set(accountId, line);
    return line;
  }
}
