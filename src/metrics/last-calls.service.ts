import { Injectable } from '@nestjs/common';
import { rawStatement } from '../platform/database/sql/raw-statement.js';
import { providerOf } from '../provisioning/log/identity-provider.js';
import { GaugeMeans, PeriodicGauge, SERIES_AT_MOST } from './periodic-gauge.js';

interface LastCall {
  slug: string;
  lastCallAt: string;
  client: string | null;
}

/**
 * The last calls of connections that may still call, oldest first, so that the newest counts if two
 * connections use the same product. Leaves out accounts that have never been called: they are still being set
 * up.
 */
const LAST_CALLS = rawStatement<LastCall>(
  `SELECT a."slug", c."lastCallAt", c."client" FROM "connection_calls" c
  JOIN "accounts" a ON a."id" = c."accountId"
  JOIN "account_modules" m ON m."accountId" = c."accountId" AND m."module" = 'scim' AND m."enabled" = 1
  WHERE EXISTS (SELECT 1 FROM "users" u WHERE u."accountId" = c."accountId" AND u."id" = c."ownerId"
    AND u."active" = 1 AND u."role" = 'admin' AND u."deletedAt" IS NULL)
  OR EXISTS (SELECT 1 FROM "oauth_clients" o WHERE o."accountId" = c."accountId" AND o."id" = c."ownerId")
  ORDER BY c."lastCallAt", a."slug" LIMIT ?`,
  { lastCallAt: 'instant' },
);

/** The time of the last call of each provider of each account, for an alert when it stops calling. */
@Injectable()
export class LastCalls extends PeriodicGauge<'account' | 'provider', LastCall> {
  constructor(means: GaugeMeans) {
    super(means, {
      name: 'declaree_provisioning_last_call_timestamp_seconds',
      help: `Time of the last SCIM call of an account with SCIM on, by account and identity provider, for the ${SERIES_AT_MOST} connections with the oldest one`,
      labels: ['account', 'provider'],
      what: 'the last calls of the accounts',
      everyWrites: 60,
      statement: LAST_CALLS,
      series: ({ slug: account, lastCallAt, client }) => ({
        labels: { account, provider: providerOf(client) },
        value: Date.parse(lastCallAt) / 1_000,
      }),
    });
  }
}
