import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { Gauge, type Registry } from 'prom-client';
import { PeriodicWork } from '../platform/background/periodic-work.js';
import { WRITE_WITHIN_MS } from '../platform/database/deferred-writes.js';
import { rawStatement } from '../platform/database/sql/raw-statement.js';
import { toDatetime } from '../platform/database/sql/table.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { LOGGER } from '../platform/logging/logger.js';
import type { JobState } from '../provisioning/undo/undo-job.entity.js';
import { REGISTRY } from './registry.js';

/** Background writes happen about once a second, so this is four times a minute. */
const EVERY_WRITES = 15;

const DAY_MS = 86_400_000;

const CHANNELS = ['mail', 'webhook'] as const;

/**
 * The work in the database that waits for any replica: messages, undos and sweeps of roles. Read in the
 * background, like the last calls.
 */
@Injectable()
export class BackgroundWorkMetrics extends PeriodicWork implements OnApplicationBootstrap {
  private readonly due: Gauge<'channel'>;
  private readonly delay: Gauge<'channel'>;
  private readonly undos: Gauge<'state'>;
  private readonly undoDelay: Gauge;
  private readonly sweeps: Gauge;
  private readonly sweepDelay: Gauge;

  constructor(
    @Inject(REGISTRY) registry: Registry,
    private readonly unitOfWork: UnitOfWork,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(WRITE_WITHIN_MS) private readonly withinMs: number,
  ) {
    super();
    const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
      new Gauge({ name, help, labelNames, registers: [registry] });
    this.due = gauge(
      'declaree_notifications_due',
      'Messages to administrators and webhooks whose attempt is due, of all replicas',
      'channel',
    );
    this.delay = gauge(
      'declaree_notifications_delay_seconds',
      'For how long the attempt of a message has been due, of the message that waits longest',
      'channel',
    );
    this.undos = gauge(
      'declaree_undo_jobs',
      'Undos that are running, and those that have failed within a day, of all replicas',
      'state',
    );
    this.undoDelay = gauge(
      'declaree_undo_delay_seconds',
      'For how long no replica has worked on an undo that is running, of the one that waits longest',
    );
    this.sweeps = gauge(
      'declaree_role_sweeps',
      'Accounts whose stored roles follow a change in the background, of all replicas',
    );
    this.sweepDelay = gauge(
      'declaree_role_sweep_delay_seconds',
      'For how long no replica has worked on such roles, of the account that waits longest',
    );
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.refresh(), EVERY_WRITES * this.withinMs);
  }

  /** Reads the state at `now`. Never throws: if it cannot be read, the earlier numbers stay. */
  refresh(now = new Date()): Promise<void> {
    return this.inTurn(async () => {
      try {
        await this.unitOfWork.readPlatform((tx) => this.read(tx, now));
      } catch (error) {
        this.logger.warn({ err: error }, 'cannot read the background work for the metrics');
      }
    });
  }

  private async read(tx: PlatformTransaction, now: Date): Promise<void> {
    const at = toDatetime(now.toISOString());
    const messages = await tx.queryAcrossAccounts(DUE_MESSAGES, [at]);
    const since = toDatetime(new Date(now.getTime() - DAY_MS).toISOString());
    const undos = await tx.queryAcrossAccounts(UNDOS, ['running', 'failed', since]);
    const [sweeps] = await tx.queryAcrossAccounts(SWEEPS, []);
    for (const channel of CHANNELS) {
      const found = messages.find(({ isMail }) => (channel === 'mail') === isMail);
      this.due.set({ channel }, found?.total ?? 0);
      this.delay.set({ channel }, secondsBetween(found?.oldest, now));
    }
    const running = undos.find(({ state }) => state === 'running');
    for (const state of ['running', 'failed'] as const) {
      this.undos.set({ state }, undos.find((row) => row.state === state)?.total ?? 0);
    }
    this.undoDelay.set(secondsBetween(running?.lease, now));
    this.sweeps.set(sweeps?.total ?? 0);
    this.sweepDelay.set(secondsBetween(sweeps?.lease ?? undefined, now));
  }
}

/** 0 without a time, and for a time in the future. */
function secondsBetween(then: string | undefined, now: Date): number {
  return then === undefined ? 0 : Math.max(0, (now.getTime() - Date.parse(then)) / 1_000);
}

const DUE_MESSAGES = rawStatement<{ isMail: boolean; total: number; oldest: string }>(
  `SELECT d."webhookId" IS NULL AS "isMail", COUNT(*) AS "total", MIN(d."dueAt") AS "oldest"
  FROM "notification_deliveries" d JOIN "accounts" a ON a."id" = d."accountId" AND a."removingSince" IS NULL
  WHERE d."dueAt" <= ? GROUP BY d."webhookId" IS NULL`,
  { isMail: 'boolean', oldest: 'instant' },
);

const UNDOS = rawStatement<{ state: JobState; total: number; lease: string }>(
  `SELECT j."state", COUNT(*) AS "total", MIN(j."leaseUntil") AS "lease" FROM "accounts" a
  JOIN "undo_jobs" j ON j."accountId" = a."id" AND j."state" IN (?, ?)
  WHERE j."finishedAt" IS NULL OR j."finishedAt" >= ? GROUP BY j."state"`,
  { lease: 'instant' },
);

/** An account's sweeps are carried out one after the other, so that the others do not renew their leases. */
const SWEEPS = rawStatement<{ total: number; lease: string | null }>(
  `SELECT COUNT(*) AS "total", MIN(s."leaseUntil") AS "lease" FROM "role_sweeps" s WHERE NOT EXISTS (
  SELECT 1 FROM "role_sweeps" o WHERE o."accountId" = s."accountId" AND o."id" < s."id")`,
  { lease: 'instant' },
);
