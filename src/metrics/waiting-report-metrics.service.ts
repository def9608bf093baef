import { Injectable } from '@nestjs/common';
import type { WaitingFor } from '../expenses/approval-step.entity.js';
import { rawStatement } from '../platform/database/sql/raw-statement.js';
import { AccountGauge, GaugeMeans, SERIES_AT_MOST } from './account-gauge.js';

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
export class WaitingReportMetrics extends AccountGauge<'reason', WaitingReports> {
  constructor(means: GaugeMeans) {
    super(means, {
      name: 'declaree_reports_without_approver',
      help: `Submitted expense reports by account and reason: nobody can approve, or a job looks for the next approver; at most ${SERIES_AT_MOST} series`,
      label: 'reason',
      what: 'the reports without approver',
      everyWrites: 60,
      statement: WAITING,
      series: ({ slug: account, waitingFor: label, total: value }) => ({ account, label, value }),
    });
  }
}
