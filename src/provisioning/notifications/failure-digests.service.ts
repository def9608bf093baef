import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { AccountRounds } from '../../accounts/account-rounds.js';
import type { Settings } from '../../config/settings.js';
import { SETTINGS } from '../../config/settings.module.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { equal } from '../../platform/database/sql/predicate.js';
import { rawStatement } from '../../platform/database/sql/raw-statement.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LOGGER } from '../../platform/logging/logger.js';
import type { RecordedEvent } from '../log/recorded-event.js';
import { ProvisioningLog } from '../log/provisioning-log.service.js';
import { digestOf } from './failure-digest.js';
import { NotificationOutbox } from './notification-outbox.service.js';
import { Notification } from './notification.entity.js';

const MINUTE_MS = 60_000;
const EVERY_MS = 5 * MINUTE_MS;
const FIRST_AFTER_MS = 90_000;
/** The shortest time between two messages of an account. */
const APART_MS = 60 * MINUTE_MS;
/** How far back the first message looks, and a message after a long pause. */
const AT_MOST_MS = 24 * 60 * MINUTE_MS;
/** How many failures are read. */
const FAILURES_AT_MOST = 500;

/** Collects the failures of identity providers, for the accounts whose administrators or webhooks want to know. */
@Injectable()
export class FailureDigests extends AccountRounds implements OnApplicationBootstrap {
  constructor(
    unitOfWork: UnitOfWork,
    private readonly log: ProvisioningLog,
    private readonly outbox: NotificationOutbox,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(unitOfWork, logger, 'failures of an account could not be collected');
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.collect(new Date()), EVERY_MS, FIRST_AFTER_MS);
  }

  /** Writes the messages that are due at `now`. Never throws: failures are logged. */
  collect(now: Date): Promise<void> {
    return this.lockEachAccount(
      (tx) => tx.queryAcrossAccounts(SUBSCRIBED, ['%failures%']),
      (tx, account) => this.collectIn(tx, account, now),
    );
  }

  private async collectIn(tx: AccountTransaction, account: string, now: Date): Promise<void> {
    const since = await this.since(tx, now);
    if (since === undefined) return;
    const until = now.toISOString();
    const query = { outcome: 'failure', since, limit: FAILURES_AT_MOST } as const;
    const { items, nextCursor } = await this.log.page(tx, query);
    const events = items.filter((event) => event.time < until && !isLookUp(event));
    if (events.length === 0) return;
    const { publicUrl } = this.settings;
    const url = publicUrl === undefined ? undefined : `${publicUrl}/log?outcome=failure`;
    const isCut = nextCursor !== null;
    await this.outbox.add(tx, 'failures', digestOf({ account, events, isCut, since, until, url }));
  }

  /** From when the failures are new; undefined if the last message is too recent. */
  private async since(tx: AccountTransaction, now: Date): Promise<string | undefined> {
    const last = await tx.find(Notification, {
      columns: ['createdAt', 'data'],
      where: equal('kind', 'failures'),
      orderBy: [{ column: 'id', descending: true }],
    });
    const earliest = now.getTime() - AT_MOST_MS;
    if (!last) return new Date(now.getTime() - APART_MS).toISOString();
    const lastAt = Date.parse(last.createdAt);
    if (lastAt > now.getTime() - APART_MS) return undefined;
    return new Date(Math.max(Date.parse(endOf(last)), earliest)).toISOString();
  }
}

/** By this, identity providers find out whether somebody exists. */
function isLookUp({ operation, status }: RecordedEvent): boolean {
  return operation === 'read' && status === 404;
}

/** The end of the period that a message covers. */
function endOf({ data, createdAt }: Pick<Notification, 'data' | 'createdAt'>): string {
  return data === null ? createdAt : (JSON.parse(data) as { until: string }).until;
}

/** The accounts where somebody wants to know of failures. */
const SUBSCRIBED = rawStatement<{ id: string }>(
  `SELECT a."id" FROM "accounts" a WHERE a."removingSince" IS NULL AND (
  EXISTS (SELECT 1 FROM "webhooks" w WHERE w."accountId" = a."id" AND w."enabled" = 1 AND w."kinds" LIKE ?)
  OR EXISTS (SELECT 1 FROM "mail_preferences" p WHERE p."accountId" = a."id" AND p."failures" = 1))`,
  {},
);
