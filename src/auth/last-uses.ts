import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import type { DeferredWrites } from '../platform/database/deferred-writes.js';
import type { LateWrites } from '../platform/database/late-writes.js';
import { any, compare, not, present, type Where } from '../platform/database/sql/predicate.js';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';

const MINUTE_MS = 60_000;
const REMEMBERED_AT_MOST = 10_000;

interface Use {
  accountId: string;
  time: string;
}

interface Credential {
  /** The field of its id in the log, if a use cannot be stored. */
  idField: string;
  /** What the credential is called there. */
  words: string;
  /** The shortest time between two writes of its use: a minute by default. */
  oncePerMs?: number;
}

/**
 * Tracks the last use of each credential of one kind. Each credential's use is written only now and then, and
 * kept in memory until then.
 */
export abstract class LastUses {
  private readonly notedAt = new LRUCache<string, number>({ max: REMEMBERED_AT_MOST });
  private readonly uses: DeferredWrites<Use>;
  private readonly oncePerMs: number;

  protected constructor(
    unitOfWork: UnitOfWork,
    lateWrites: LateWrites,
    logger: Logger,
    { idField, words, oncePerMs = MINUTE_MS }: Credential,
  ) {
    this.oncePerMs = oncePerMs;
    this.uses = lateWrites.deferred<Use>({
      merge: (_, later) => later,
      write: (id, { accountId, time }) => unitOfWork.write(accountId, (tx) => this.store(tx, id, time)),
      failed: (error, id) =>
        logger.error({ err: error, [idField]: id }, `cannot store the last use of ${words}`),
    });
  }

  note(accountId: string, id: string): void {
    const now = new Date();
    if (now.getTime() - (this.notedAt.get(id) ?? 0) < this.oncePerMs) return;
    this.notedAt.set(id, now.getTime());
    this.uses.note(id, { accountId, time: now.toISOString() });
  }

  /** The later of the stored last use and the one in memory. */
  newest(id: string, stored: string | null): string | null {
    const noted = this.notedAt.get(id);
    if (noted === undefined) return stored;
    const time = new Date(noted).toISOString();
    return stored !== null && stored > time ? stored : time;
  }

  /** Stores the time on the credential, unless a later one is stored. */
  protected abstract store(tx: AccountTransaction, id: string, time: string): Promise<void>;
}

/** Matches credentials that have not been used since `time`. */
export function unusedSince(time: string): Where<{ lastUsedAt: string | null }> {
  return any(not(present('lastUsedAt')), compare('lastUsedAt', '<', time));
}
