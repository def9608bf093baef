import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
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
/** Of one account: more than can come of one flood, and little to hold in memory. */
const WAITING_AT_MOST = 5_000;
const WRITTEN_AT_ONCE = 100;

/** Leaves an event for a request that failed, in a transaction of its own since the request's is undone. */
@Injectable()
export class FailureLog implements OnApplicationShutdown {
  private readonly throttled = new LRUCache<string, true>({ max: 10_000, ttl: ONCE_PER_MS });
  /** By account, those that no client waits for. */
  private readonly waiting = new Map<string, NewEvent[]>();
  private readonly underway = new Set<Promise<void>>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly log: ProvisioningLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Never throws: the answer to the client does not depend on it. That the database is away or busy is written down
   * once it can be, if it can be soon, and no client waits for that.
   */
  async record({ accountId, actor }: Caller, failure: Failure): Promise<void> {
    if (failure.status === THROTTLED && this.isRepeated(`${accountId} ${actor}`)) return;
    const event: NewEvent = { ...failure, actor, outcome: 'failure', changes: [] };
    if (failure.status === UNAVAILABLE) this.defer(accountId, event);
    else await this.write(accountId, [event]);
  }

  /** Requests have been answered until then. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.underway);
  }

  /**
   * An account has one unit of work for these at a time, however many come: what fails because the database is too busy
   * must not make it busier.
   */
  private defer(accountId: string, event: NewEvent): void {
    const others = this.waiting.get(accountId);
    if (others === undefined) {
      this.waiting.set(accountId, [event]);
      const written = this.writeWaiting(accountId);
      this.underway.add(written);
      void written.then(() => this.underway.delete(written));
    } else if (others.length < WAITING_AT_MOST) others.push(event);
    else this.logger.error({ accountId }, 'a failure could not be kept for the provisioning log');
  }

  private async writeWaiting(accountId: string): Promise<void> {
    const events = this.waiting.get(accountId) ?? [];
    while (events.length > 0) await this.write(accountId, events.splice(0, WRITTEN_AT_ONCE));
    this.waiting.delete(accountId);
  }

  private async write(accountId: string, events: readonly NewEvent[]): Promise<void> {
    try {
      await this.work.write(accountId, async (tx) => {
        for (const event of events) await this.log.record(tx, event);
      });
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
