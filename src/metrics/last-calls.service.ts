import { Injectable } from '@nestjs/common';
import { rawStatement } from '../platform/database/sql/raw-statement.js';
import { providerOf } from '../provisioning/log/identity-provider.js';
import { GaugeMeans, PeriodicGauge, SERIES_AT_MOST } from './periodic-gauge.js';

interface LastCall {
  slug: string;
  lastCallAt: string;
  providerClient: string | null;
}

/** Without accounts that have never been called: they are still being set up. */
const LAST_CALLS = rawStatement<LastCall>(
  `SELECT a."slug", p."lastCallAt", p."providerClient" FROM "provisioning_activity" p
  JOIN "accounts" a ON a."id" = p."accountId"
  JOIN "account_modules" m ON m."accountId" = p."accountId" AND m."module" = 'scim' AND m."enabled" = 1
  WHERE p."lastCallAt" IS NOT NULL ORDER BY p."lastCallAt", a."slug" LIMIT ?`,
  { lastCallAt: 'instant' },
);

/** The time of each account's last call, for an alert when an identity provider stops calling. */
@Injectable()
export class LastCalls extends PeriodicGauge<'account' | 'provider', LastCall> {
  constructor(means: GaugeMeans) {
    super(means, {
      name: 'declaree_provisioning_last_call_timestamp_seconds',
      help: `Time of the last SCIM call of an account with SCIM on, by account and identity provider, for the ${SERIES_AT_MOST} accounts with the oldest one`,
      labels: ['account', 'provider'],
      what: 'the last calls of the accounts',
      everyWrites: 60,
      statement: LAST_CALLS,
      series: ({ slug: account, lastCallAt, providerClient }) => ({
        labels: { account, provider: providerOf(providerClient) },
        value: Date.parse(lastCallAt) / 1_000,
      }),
    });
  }
}
