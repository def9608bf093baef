import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { PeriodicWork } from '../../platform/background/periodic-work.js';
import { WRITE_WITHIN_MS } from '../../platform/database/deferred-writes.js';
import type { PlatformTransaction } from '../../platform/database/platform-transaction.js';
import { rawStatement } from '../../platform/database/sql/raw-statement.js';
import { toDatetime } from '../../platform/database/sql/table.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { FairQueue } from '../../platform/limits/fair-queue.js';
import { LOGGER } from '../../platform/logging/logger.js';
import { DeliveryClaims, type Claimable } from './delivery-claims.service.js';
import { MessageSender } from './message-sender.service.js';

/**
 * Attempts at once. A receiver that does not answer holds one slot for five seconds, and those of one account never hold
 * the slots that are reserved for others.
 */
const CALLS = { atOnce: 24, reserve: 8, ofOne: { atOnce: 5, amongOthers: 3, waiting: Infinity } };

/** All mails go to one server. If it does not answer, webhooks must not wait for it. */
const MAILS = { atOnce: 4, reserve: 1, ofOne: { atOnce: 1, amongOthers: 1, waiting: Infinity } };

/** How many destinations are looked at in one round: those that have waited longest. */
const DESTINATIONS_AT_ONCE = 500;

/** A webhook of an account, or its mails, with something due. */
interface Destination {
  accountId: string;
  webhookId: string | null;
}

/** Numbers of attempts since the start. */
export interface AttemptCounts {
  sent: number;
  failed: number;
}

/**
 * Sends the messages of the outbox, on every replica. What is due for one destination is sent one after the other, and no
 * destination waits for another one.
 */
@Injectable()
export class NotificationSender extends PeriodicWork implements OnApplicationBootstrap {
  readonly counts: Readonly<Record<'mail' | 'webhook', AttemptCounts>> = {
    mail: { sent: 0, failed: 0 },
    webhook: { sent: 0, failed: 0 },
  };
  private readonly queues = { mail: new FairQueue(MAILS), webhook: new FairQueue(CALLS) };
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly stop = new AbortController();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly claims: DeliveryClaims,
    private readonly messages: MessageSender,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(WRITE_WITHIN_MS) private readonly withinMs: number,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.look(), this.withinMs);
  }

  override async onApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await super.onApplicationShutdown();
    await this.settled();
  }

  /** Begins to send what is due. Never rejects: failures are logged. */
  look(): Promise<void> {
    return this.inTurn(async () => {
      if (this.isStopped) return;
      try {
        const due = await this.unitOfWork.readPlatform((tx) => destinations(tx, new Date()));
        for (const destination of due) this.begin(destination);
      } catch (error) {
        this.logger.error({ err: error }, 'the notifications that are due could not be read');
      }
    });
  }

  /** Resolves when everything that has begun so far has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay.values());
  }

  /** Attempts one delivery that is due, and resolves when that has ended. Rejects like UnitOfWork. */
  async attempt(accountId: string, deliveryId: string): Promise<void> {
    await this.queues.webhook.take(accountId, () => this.next(accountId, { deliveryId }));
  }

  private begin(destination: Destination): void {
    const key = `${destination.accountId}/${destination.webhookId ?? 'mail'}`;
    if (this.underWay.has(key)) return;
    this.underWay.set(
      key,
      this.drain(destination).then(() => void this.underWay.delete(key)),
    );
  }

  /** Sends what is due for one destination. Never rejects. */
  private async drain({ accountId, webhookId }: Destination): Promise<void> {
    const queue = this.queues[webhookId === null ? 'mail' : 'webhook'];
    try {
      let hasMore = true;
      while (hasMore && !this.isStopped) {
        hasMore = await queue.take(accountId, () => this.next(accountId, { webhookId }));
      }
    } catch (error) {
      this.logger.error({ err: error, accountId }, 'a notification could not be sent');
    }
  }

  /** Attempts the next delivery. Resolves to whether there was one. */
  private async next(accountId: string, what: Claimable): Promise<boolean> {
    if (this.isStopped) return false;
    const claim = await this.unitOfWork.write(accountId, (tx) => this.claims.claim(tx, what, new Date()));
    if (!claim) return false;
    const attempted = await this.messages.attempt(claim, this.stop.signal);
    const now = new Date();
    const wasCutOff = !attempted.isSent && this.stop.signal.aborted;
    await this.unitOfWork.write(accountId, async (tx) => {
      if (wasCutOff) return this.claims.release(tx, claim, now);
      await this.claims.finish(tx, claim, attempted, now);
      if (attempted.isFinal && attempted.status !== undefined && claim.webhookId !== null) {
        await this.claims.switchOff(tx, claim.webhookId);
      }
    });
    const { webhookId } = claim;
    this.counts[webhookId === null ? 'mail' : 'webhook'][attempted.isSent ? 'sent' : 'failed'] += 1;
    return true;
  }
}

const DUE = rawStatement<Destination>(
  `SELECT d."accountId", d."webhookId" FROM "notification_deliveries" d
  JOIN "accounts" a ON a."id" = d."accountId" AND a."removingSince" IS NULL
  WHERE d."dueAt" <= ? GROUP BY d."accountId", d."webhookId" ORDER BY MIN(d."dueAt") LIMIT ?`,
  {},
);

function destinations(tx: PlatformTransaction, now: Date): Promise<Destination[]> {
  return tx.queryAcrossAccounts(DUE, [toDatetime(now.toISOString()), DESTINATIONS_AT_ONCE]);
}
