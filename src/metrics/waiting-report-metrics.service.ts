import { Injectable } from '@nestjs/common';
import type { WaitingFor } from '../expenses/approval-step.entity.js';
import { rawStatement } from '../platform/database/sql/raw-statement.js';
import { GaugeMeans, PeriodicGauge, SERIES_AT_MOST } from './periodic-gauge.js';

interface WaitingReports {
  slug: string;
  waitingFor: WaitingFor;
  total: number;
}

const WAITING = rawStatement<WaitingReports>(
  `SELECT a."slug", s."waitingFor", COUNT(*) AS "total" FROM "accounts" a
  JOIN "approval_steps" s ON s."accountId" = a."id" AND s."waitingFor" IN ('no-approver', 'reroute')
  GROUP BY a."slug", s."waitingFor" ORDER BY a."slug", s."waitingFor" LIMIT ?`,
  {},
);

/** The submitted expense reports that have no approver, by account. */
@Injectable()
export class WaitingReportMetrics extends PeriodicGauge<'account' | 'reason', WaitingReports> {
  constructor(means: GaugeMeans) {
    super(means, {
      name: 'declaree_reports_without_approver',
      help: `Submitted expense reports by account and reason: nobody can approve, or a job looks for the next approver; at most ${SERIES_AT_MOST} series`,
      labels: ['account', 'reason'],
      what: 'the reports without an approver',
      everyWrites: 60,
      statement: WAITING,
      series: ({ slug: account, waitingFor: reason, total: value }) => ({
        labels: { account, reason },
        value,
      }),
    });
  }
}
