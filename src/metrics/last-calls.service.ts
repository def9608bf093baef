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

/** Calls are written about a second after they are made, so this is once a minute. */
const EVERY_WRITES = 60;

/** Maximum number of accounts with a series: those with the oldest last call. */
const MAX_ACCOUNTS = 1_000;

interface LastCall {
  slug: string;
  lastCallAt: string;
  providerClient: string | null;
}

/**
 * The time of each account's last call, for an alert when an identity provider stops calling. Read once a minute in the
 * background, so that neither a request nor a scrape costs a statement, and `/metrics` answers without the database.
 */
@Injectable()
export class LastCalls extends PeriodicWork implements OnApplicationBootstrap {
  private readonly times: Gauge<'account' | 'provider'>;

  constructor(
    @Inject(REGISTRY) registry: Registry,
    private readonly unitOfWork: UnitOfWork,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(WRITE_WITHIN_MS) private readonly withinMs: number,
  ) {
    super();
    this.times = new Gauge({
      name: 'declaree_provisioning_last_call_timestamp_seconds',
      help: `Time of the last SCIM call of an account with SCIM on, by account and identity provider, for the ${MAX_ACCOUNTS} accounts with the oldest one`,
      labelNames: ['account', 'provider'],
      registers: [registry],
    });
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.refresh(), EVERY_WRITES * this.withinMs);
  }

  /** Reads the times again. Never throws: if they cannot be read, the earlier ones stay. */
  refresh(): Promise<void> {
    return this.inTurn(() => this.read());
  }

  private async read(): Promise<void> {
    try {
      this.show(await this.unitOfWork.readPlatform(lastCalls));
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

/** Without accounts that have never been called: they are still being set up. */
const LAST_CALLS = rawStatement<LastCall>(
  `SELECT a."slug", p."lastCallAt", p."providerClient" FROM "provisioning_activity" p
  JOIN "accounts" a ON a."id" = p."accountId"
  JOIN "account_modules" m ON m."accountId" = p."accountId" AND m."module" = 'scim' AND m."enabled" = 1
  WHERE p."lastCallAt" IS NOT NULL ORDER BY p."lastCallAt", a."slug" LIMIT ?`,
  { lastCallAt: 'instant' },
);

function lastCalls(tx: PlatformTransaction): Promise<LastCall[]> {
  return tx.queryAcrossAccounts(LAST_CALLS, [MAX_ACCOUNTS]);
}
