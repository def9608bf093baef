import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { LOGGER } from '../platform/logging/logger.js';
import type { DeferredWrites } from '../platform/database/deferred-writes.js';
import { LateWrites } from '../platform/database/late-writes.js';
import { all, any, compare, idIs, not, present } from '../platform/database/sql/predicate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { OauthClient } from './oauth-client.entity.js';

const ONCE_PER_MS = 60_000;
const CONNECTIONS_REMEMBERED = 10_000;

interface Use {
  accountId: string;
  time: string;
}

/** Tracks the last use of each connection to the minute, like `ApiKeyUses` for keys. */
@Injectable()
export class ConnectionUses {
  private readonly notedAt = new LRUCache<string, number>({ max: CONNECTIONS_REMEMBERED });
  private readonly uses: DeferredWrites<Use>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(LOGGER) logger: Logger,
    lateWrites: LateWrites,
  ) {
    this.uses = lateWrites.deferred<Use>({
      merge: (_, later) => later,
      write: (connectionId, use) => this.write(connectionId, use),
      failed: (error, connectionId) =>
        logger.error({ err: error, connectionId }, 'cannot store the last use of a connection'),
    });
  }

  note(accountId: string, connectionId: string): void {
    const now = new Date();
    if (now.getTime() - (this.notedAt.get(connectionId) ?? 0) < ONCE_PER_MS) return;
    this.notedAt.set(connectionId, now.getTime());
    this.uses.note(connectionId, { accountId, time: now.toISOString() });
  }

  /** The later of the stored last use and the one in memory. */
  newest(connectionId: string, stored: string | null): string | null {
    const noted = this.notedAt.get(connectionId);
    if (noted === undefined) return stored;
    const time = new Date(noted).toISOString();
    return stored !== null && stored > time ? stored : time;
  }

  private async write(connectionId: string, { accountId, time }: Use): Promise<void> {
    const earlier = any(not(present('lastUsedAt')), compare('lastUsedAt', '<', time));
    await this.unitOfWork.write(accountId, (tx) =>
      tx.update(OauthClient, { lastUsedAt: time }, all(idIs(connectionId), earlier)),
    );
  }
}
