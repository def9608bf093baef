import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { Account } from '../accounts/account.entity.js';
import { LOGGER } from '../common/logger.js';
import type { Settings } from '../config.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { SETTINGS } from '../settings.module.js';
import { ProvisioningLog, PRUNED_AT_ONCE } from './provisioning-log.service.js';

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;

/** Keeps the provisioning log for as many days as the settings say. */
@Injectable()
export class Retention implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly work: UnitOfWork,
    private readonly log: ProvisioningLog,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.prune(new Date()).catch((error: unknown) => this.logger.error({ err: error }, 'pruning failed'));
    }, EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Removes what is too old at `now`, account by account and piece by piece, so that no transaction is long. */
  async prune(now: Date): Promise<void> {
    const before = new Date(now.getTime() - this.settings.provisioningLogDays * DAY_MS);
    const accounts = await this.work.readPlatform((tx) => tx.select<Account>(Account, { columns: ['id'] }));
    for (const { id } of accounts) {
      let removed = PRUNED_AT_ONCE;
      while (removed === PRUNED_AT_ONCE) {
        removed = await this.work.write(id, (tx) => this.log.prune(tx, before));
      }
    }
  }
}
