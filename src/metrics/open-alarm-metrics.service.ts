import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { Gauge, type Registry } from 'prom-client';
import type { AlarmKind } from '../alarms/alarm.entity.js';
import { PeriodicWork } from '../platform/background/periodic-work.js';
import { WRITE_WITHIN_MS } from '../platform/database/deferred-writes.js';
import { rawStatement } from '../platform/database/sql/raw-statement.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { LOGGER } from '../platform/logging/logger.js';
import { REGISTRY } from './registry.js';

/** Background writes happen about once a second, so this is four times a minute. */
const EVERY_WRITES = 15;

/** Maximum number of series. */
const SERIES_AT_MOST = 1_000;

/** The alarms that nobody has marked as seen, by account. Read in the background, like the last calls. */
@Injectable()
export class OpenAlarmMetrics extends PeriodicWork implements OnApplicationBootstrap {
  private readonly alarms: Gauge<'account' | 'kind'>;

  constructor(
    @Inject(REGISTRY) registry: Registry,
    private readonly unitOfWork: UnitOfWork,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(WRITE_WITHIN_MS) private readonly withinMs: number,
  ) {
    super();
    this.alarms = new Gauge({
      name: 'declaree_open_alarms',
      help: `Alarms that nobody has marked as seen, by account and kind, at most ${SERIES_AT_MOST} series`,
      labelNames: ['account', 'kind'],
      registers: [registry],
    });
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.refresh(), EVERY_WRITES * this.withinMs);
  }

  /** Reads the alarms again. Never throws: if they cannot be read, the earlier ones stay. */
  refresh(): Promise<void> {
    return this.inTurn(async () => {
      try {
        const found = await this.unitOfWork.readPlatform((tx) =>
          tx.queryAcrossAccounts(OPEN_ALARMS, [SERIES_AT_MOST]),
        );
        this.alarms.reset();
        for (const { slug: account, kind, total } of found) this.alarms.set({ account, kind }, total);
      } catch (error) {
        this.logger.warn({ err: error }, 'cannot read the open alarms for the metrics');
      }
    });
  }
}

const OPEN_ALARMS = rawStatement<{ slug: string; kind: AlarmKind; total: number }>(
  `SELECT a."slug", s."kind", COUNT(*) AS "total" FROM "accounts" a
  JOIN "provisioning_alarms" s ON s."accountId" = a."id" AND s."acknowledgedAt" IS NULL
  GROUP BY a."slug", s."kind" ORDER BY a."slug", s."kind" LIMIT ?`,
  {},
);
