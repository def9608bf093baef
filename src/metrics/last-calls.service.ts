import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { Gauge, type Registry } from 'prom-client';
import { LOGGER } from '../platform/logging/logger.js';
import { WRITE_WITHIN_MS } from '../platform/database/deferred-writes.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { rawStatement } from '../platform/database/sql/raw-statement.js';
import { PeriodicWork } from '../platform/background/periodic-work.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { providerOf } from '../provisioning-log/identity-provider.js';
import { REGISTRY } from './registry.js';

/** A multiple of how long a call may wait to be written: once a minute. */
const EVERY = 60;

/** Maximum accounts with a series: those that have been silent longest. */
const ACCOUNTS_AT_MOST = 1_000;

interface LastCall {
  slug: string;
  lastCallAt: string;
  providerClient: string | null;
}

/**
 * When each account was last called, for an alert if its identity provider has fallen silent. Read once a minute in the
 * background: neither a request nor a scrape costs a statement, and `/metrics` answers while the database is away.
 */
@Injectable()
export class LastCalls extends PeriodicWork implements OnApplicationBootstrap {
  private readonly times: Gauge<'account' | 'provider'>;

  constructor(
    @Inject(REGISTRY) registry: Registry,
    private readonly work: UnitOfWork,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(WRITE_WITHIN_MS) private readonly withinMs: number,
  ) {
    super();
    this.times = new Gauge({
      name: 'declaree_provisioning_last_call_timestamp_seconds',
      help: `When an account with SCIM on was last called over SCIM, by account and identity provider; only the ${ACCOUNTS_AT_MOST} accounts that have been silent longest`,
      labelNames: ['account', 'provider'],
      registers: [registry],
    });
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.refresh(), EVERY * this.withinMs);
  }

  /** Reads the times again. Never throws: if they cannot be read, the earlier ones stay. */
  refresh(): Promise<void> {
    return this.inTurn(() => this.read());
  }

  private async read(): Promise<void> {
    try {
      this.show(await this.work.readPlatform(lastCalls));
    } catch (error) {
      this.logger.warn({ err: error }, 'cannot read the last calls of the accounts for the metrics');
    }
  }

  private show(calls: readonly LastCall[]): void {
    this.times.reset();
    for (const { slug: account, lastCallAt, providerClient } of calls) {
      const labels = { account, provider: providerOf(providerClient) };
      this.times.set(labels, Date.parse(lastCallAt) / 1_000);
    }
  }
}

/** An account that has never been called is still being set up, and is not silent. */
const LAST_CALLS = rawStatement<LastCall>(
  `SELECT a."slug", p."lastCallAt", p."providerClient" FROM "provisioning_activity" p
  JOIN "accounts" a ON a."id" = p."accountId"
  JOIN "account_modules" m ON m."accountId" = p."accountId" AND m."module" = 'scim' AND m."enabled" = 1
  WHERE p."lastCallAt" IS NOT NULL ORDER BY p."lastCallAt", a."slug" LIMIT ?`,
  { lastCallAt: 'instant' },
);

function lastCalls(tx: PlatformTransaction): Promise<LastCall[]> {
  return tx.queryAcrossAccounts(LAST_CALLS, [ACCOUNTS_AT_MOST]);
}
