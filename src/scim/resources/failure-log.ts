import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { LOGGER } from '../../common/logger.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { ProvisioningLog, type NewEvent } from '../../provisioning/provisioning-log.service.js';

/** Whose log tells of a failure, and the login name that was used. */
export interface Caller {
  accountId: string;
  actor: string;
}

export type Failure = Omit<NewEvent, 'actor' | 'outcome' | 'changes'>;

const THROTTLED = 429;
const UNAVAILABLE = 503;
const ONCE_PER_MS = 60_000;

/** Leaves an event for a request that failed, in a transaction of its own since the request's is undone. */
@Injectable()
export class FailureLog {
  private readonly throttled = new LRUCache<string, true>({ max: 10_000, ttl: ONCE_PER_MS });

  constructor(
    private readonly work: UnitOfWork,
    private readonly log: ProvisioningLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Never throws: the answer to the client does not depend on it. That the database is away or busy is written down
   * once it can be, if it can be soon, and no client waits for that.
   */
  async record(caller: Caller, failure: Failure): Promise<void> {
    if (failure.status === THROTTLED && this.isRepeated(`${caller.accountId} ${caller.actor}`)) return;
    const written = this.write(caller, failure);
    if (failure.status !== UNAVAILABLE) await written;
  }

  private async write({ accountId, actor }: Caller, failure: Failure): Promise<void> {
    try {
      await this.work.write(accountId, (tx) =>
        this.log.record(tx, { ...failure, actor, outcome: 'failure', changes: [] }),
      );
    } catch (error) {
      this.logger.error({ err: error, accountId }, 'a failure could not be written to the provisioning log');
    }
  }

  /** Whoever is throttled goes on trying; one event a minute says so, and keeps the log from being flooded. */
  private isRepeated(caller: string): boolean {
    if (this.throttled.has(caller)) return true;
    this.throttled.set(caller, true);
    return false;
  }
}
