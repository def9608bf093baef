import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { Gauge, type Registry } from 'prom-client';
import type { WaitingFor } from '../expenses/approval-step.entity.js';
import { PeriodicWork } from '../platform/background/periodic-work.js';
import { WRITE_WITHIN_MS } from '../platform/database/deferred-writes.js';
import { rawStatement } from '../platform/database/sql/raw-statement.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { LOGGER } from '../platform/logging/logger.js';
import { REGISTRY } from './registry.js';

/** Background writes happen about once a second, so this is once a minute. */
const EVERY_WRITES = 60;

/** Maximum number of series. */
const SERIES_AT_MOST = 1_000;

/** The submitted expense reports that have no approver, by account. Read in the background, like the last calls. */
@Injectable()
export class WaitingReportMetrics extends PeriodicWork implements OnApplicationBootstrap {
  private readonly reports: Gauge<'account' | 'reason'>;

  constructor(
    @Inject(REGISTRY) registry: Registry,
    private readonly unitOfWork: UnitOfWork,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(WRITE_WITHIN_MS) private readonly withinMs: number,
  ) {
    super();
    this.reports = new Gauge({
      name: 'declaree_reports_without_approver',
      help: `Submitted expense reports by account and reason: nobody can approve, or a job looks for the next approver; at most ${SERIES_AT_MOST} series`,
      labelNames: ['account', 'reason'],
      registers: [registry],
    });
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.refresh(), EVERY_WRITES * this.withinMs);
  }

  /** Counts the reports again. Never throws: if they cannot be read, the earlier numbers stay. */
  refresh(): Promise<void> {
    return this.inTurn(async () => {
      try {
        const found = await this.unitOfWork.readPlatform((tx) =>
          tx.queryAcrossAccounts(WAITING, [SERIES_AT_MOST]),
        );
        this.reports.reset();
        for (const { slug: account, waitingFor: reason, total } of found) {
          this.reports.set({ account, reason }, total);
        }
      } catch (error) {
        this.logger.warn({ err: error }, 'cannot read the reports without approver for the metrics');
      }
    });
  }
}

const WAITING = rawStatement<{ slug: string; waitingFor: WaitingFor; total: number }>(
  `SELECT a."slug", s."waitingFor", COUNT(*) AS "total" FROM "accounts" a
  JOIN "approval_steps" s ON s."accountId" = a."id" AND s."waitingFor" IN ('no-approver', 'reroute')
  GROUP BY a."slug", s."waitingFor" ORDER BY a."slug", s."waitingFor" LIMIT ?`,
  {},
);
