import { Injectable } from '@nestjs/common';
import type { AlarmKind } from '../provisioning/alarms/alarm.entity.js';
import { OPEN_ALARMS } from '../provisioning/alarms/open-alarm-condition.js';
import { rawStatement } from '../platform/database/sql/raw-statement.js';
import { GaugeMeans, PeriodicGauge, SERIES_AT_MOST } from './periodic-gauge.js';

interface OpenAlarms {
  slug: string;
  kind: AlarmKind;
  total: number;
}

const COUNTED = rawStatement<OpenAlarms>(
  `SELECT a."slug", s."kind", COUNT(*) AS "total" FROM "accounts" a JOIN ${OPEN_ALARMS} AND s."accountId" = a."id"
  GROUP BY a."slug", s."kind" ORDER BY a."slug", s."kind" LIMIT ?`,
  {},
);

/** The alarms that nobody has marked as seen and that are not settled, by account. */
@Injectable()
export class OpenAlarmMetrics extends PeriodicGauge<'account' | 'kind', OpenAlarms> {
  constructor(means: GaugeMeans) {
    super(means, {
      name: 'declaree_open_alarms',
      help: `Alarms that nobody has marked as seen, by account and kind, at most ${SERIES_AT_MOST} series`,
      labels: ['account', 'kind'],
      what: 'the open alarms',
      everyWrites: 15,
      statement: COUNTED,
      series: ({ slug: account, kind, total: value }) => ({ labels: { account, kind }, value }),
    });
  }
}
