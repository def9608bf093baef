import { Injectable } from '@nestjs/common';
import { rawStatement } from '../platform/database/sql/raw-statement.js';
import { GaugeMeans, PeriodicGauge, SERIES_AT_MOST } from './periodic-gauge.js';

interface LastEnd {
  clientId: string;
  endsAt: string;
}

const LAST_ENDS = rawStatement<LastEnd>(
  `SELECT k."clientId", MAX(s."expiresAt") AS "endsAt" FROM "oauth_catalogue_secrets" s
  JOIN "oauth_catalogue_clients" k ON k."id" = s."catalogueClientId"
  GROUP BY k."clientId" ORDER BY k."clientId" LIMIT ?`,
  { endsAt: 'instant' },
);

/**
 * When the last secret of each catalogue client ends, and with it the provisioning of all accounts that have allowed it. No
 * administrator of an account can replace it.
 */
@Injectable()
export class CatalogueSecretMetrics extends PeriodicGauge<'client', LastEnd> {
  constructor(means: GaugeMeans) {
    super(means, {
      name: 'declaree_catalogue_secret_end_timestamp_seconds',
      help: `When the last secret of a client that all customers share ends, by client id, at most ${SERIES_AT_MOST} series`,
      labels: ['client'],
      what: 'the secrets of the catalogue',
      everyWrites: 60,
      statement: LAST_ENDS,
      series: ({ clientId: client, endsAt }) => ({ labels: { client }, value: Date.parse(endsAt) / 1_000 }),
    });
  }
}
