import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { PeriodicWork } from '../platform/background/periodic-work.js';
import { rawStatement } from '../platform/database/sql/raw-statement.js';
import { GaugeMeans, SERIES_AT_MOST } from './account-gauge.js';

/** Background writes happen about once a second, so this is once a minute. */
const EVERY_WRITES = 60;

const LAST_ENDS = rawStatement<{ clientId: string; endsAt: string }>(
  `SELECT k."clientId", MAX(s."expiresAt") AS "endsAt" FROM "oauth_catalogue_secrets" s
  JOIN "oauth_catalogue_clients" k ON k."id" = s."catalogueClientId"
  GROUP BY k."clientId" ORDER BY k."clientId" LIMIT ?`,
  { endsAt: 'instant' },
);

/**
 * When the last secret of each catalogue client ends, and with it the provisioning of all accounts that have allowed it. No
 * administrator of an account can replace it. Read in the background, like the gauges by account.
 */
@Injectable()
export class CatalogueSecretMetrics extends PeriodicWork implements OnApplicationBootstrap {
  private readonly gauge: Gauge<'client'>;

  constructor(private readonly means: GaugeMeans) {
    super();
    this.gauge = new Gauge({
      name: 'declaree_catalogue_secret_end_timestamp_seconds',
      help: 'When the last secret of a client that all customers share ends, by client id',
      labelNames: ['client'],
      registers: [means.registry],
    });
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.refresh(), EVERY_WRITES * this.means.withinMs);
  }

  /** Reads the times again. Never throws: if they cannot be read, the earlier ones stay. */
  refresh(): Promise<void> {
    return this.inTurn(async () => {
      try {
        const rows = await this.means.unitOfWork.readPlatform((tx) =>
          tx.queryAcrossAccounts(LAST_ENDS, [SERIES_AT_MOST]),
        );
        this.gauge.reset();
        for (const { clientId: client, endsAt } of rows)
          this.gauge.set({ client }, Date.parse(endsAt) / 1_000);
      } catch (error) {
        this.means.logger.warn({ err: error }, 'cannot read the secrets of the catalogue for the metrics');
      }
    });
  }
}
