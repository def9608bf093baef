import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { AccountRounds } from '../accounts/account-rounds.js';
import type { Settings } from '../config/settings.js';
import { SETTINGS } from '../config/settings.module.js';
import { PersonErasure } from '../erasure/person-erasure.service.js';
import { SYSTEM } from '../platform/database/author.js';
import { WRITE_WITHIN_MS } from '../platform/database/deferred-writes.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { LOGGER } from '../platform/logging/logger.js';
import { daysBefore } from './days-before.js';
import { Pruning } from './pruning.service.js';

const EVERY_MS = 3_600_000;

/**
 * The first run, as a multiple of how long a write may wait: after a minute, which is short enough for a process that
 * is restarted every hour or more often.
 */
const FIRST_AFTER = 60;

/** Deletes expired rows and erases deleted users, one small batch at a time, to keep transactions short. */
@Injectable()
export class Retention extends AccountRounds implements OnApplicationBootstrap {
  constructor(
    unitOfWork: UnitOfWork,
    private readonly pruning: Pruning,
    private readonly erasure: PersonErasure,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) logger: Logger,
    @Inject(WRITE_WITHIN_MS) private readonly withinMs: number,
  ) {
    super(unitOfWork, logger, 'expired data could not be deleted');
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.prune(new Date()), EVERY_MS, FIRST_AFTER * this.withinMs);
  }

  /** Deletes what has expired at `now`. Never throws: failures are logged and retried in the next run. */
  prune(now: Date): Promise<void> {
    return this.inTurn(async () => {
      await this.attempt({}, () =>
        this.unitOfWork.writePlatform((tx) => this.pruning.outsideAccounts(tx, now)),
      );
      await this.forEachAccount((accountId) => this.inAccount(accountId, now));
    });
  }

  private async inAccount(id: string, now: Date): Promise<void> {
    while (!this.isStopped && (await this.unitOfWork.write(id, (tx) => this.pruning.inAccount(tx, now))));
    const before = daysBefore(now, this.settings.deletedUserDays);
    while (!this.isStopped && (await this.erasure.eraseDue(id, before, SYSTEM)) > 0);
  }
}
