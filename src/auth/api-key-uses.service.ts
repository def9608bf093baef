import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { LOGGER } from '../platform/logging/logger.js';
import type { DeferredWrites } from '../platform/database/deferred-writes.js';
import { LateWrites } from '../platform/database/late-writes.js';
import { all, any, compare, idIs, not, present } from '../platform/database/sql/predicate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ApiKey } from './api-key.entity.js';

interface Use {
  accountId: string;
  time: string;
}

const ONCE_PER_MS = 60_000;
const KEYS_REMEMBERED = 10_000;

/**
 * Tracks the last use of each API key to the minute. Written at most once a minute per key; kept in memory until then.
 */
@Injectable()
export class ApiKeyUses {
  private readonly notedAt = new LRUCache<string, number>({ max: KEYS_REMEMBERED });
  private readonly uses: DeferredWrites<Use>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(LOGGER) logger: Logger,
    lateWrites: LateWrites,
  ) {
    this.uses = lateWrites.deferred<Use>({
      merge: (_, later) => later,
      write: (keyId, use) => this.write(keyId, use),
      failed: (error, keyId) =>
        logger.error({ err: error, keyId }, 'cannot store the last use of an API key'),
    });
  }

  note(accountId: string, keyId: string): void {
    const now = new Date();
    if (now.getTime() - (this.notedAt.get(keyId) ?? 0) < ONCE_PER_MS) return;
    this.notedAt.set(keyId, now.getTime());
    this.uses.note(keyId, { accountId, time: now.toISOString() });
  }

  /** The later of the stored last use and the one in memory. */
  newest(keyId: string, stored: string | null): string | null {
    const noted = this.notedAt.get(keyId);
    if (noted === undefined) return stored;
    const time = new Date(noted).toISOString();
    return stored !== null && stored > time ? stored : time;
  }

  private async write(keyId: string, { accountId, time }: Use): Promise<void> {
    const earlier = any(not(present('lastUsedAt')), compare('lastUsedAt', '<', time));
    await this.unitOfWork.write(accountId, (tx) =>
      tx.update(ApiKey, { lastUsedAt: time }, all(idIs(keyId), earlier)),
    );
  }
}
