import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { AccountRounds } from '../../accounts/account-rounds.js';
import { WRITE_WITHIN_MS } from '../../platform/database/deferred-writes.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LOGGER } from '../../platform/logging/logger.js';
import { DirectoryCounts } from './directory-counts.service.js';
import { RunKeeper } from './run-keeper.service.js';

const EVERY_MS = 3_600_000;

/** The first round, as a multiple of how long a write may wait. */
const FIRST_AFTER = 5;

/** Totals older than this are recounted. */
const RECOUNT_AFTER_MS = 24 * 3_600_000;

/**
 * Counts the changes that a killed process left uncounted. Once a day, it also recounts the totals of each
 * account, which corrects them after changes by an older version of the program.
 */
@Injectable()
export class RunUpkeep extends AccountRounds implements OnApplicationBootstrap {
  constructor(
    unitOfWork: UnitOfWork,
    private readonly keeper: RunKeeper,
    private readonly totals: DirectoryCounts,
    @Inject(LOGGER) logger: Logger,
    @Inject(WRITE_WITHIN_MS) private readonly withinMs: number,
  ) {
    super(unitOfWork, logger, 'changes could not be counted into runs');
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.round(new Date()), EVERY_MS, FIRST_AFTER * this.withinMs);
  }

  private round(now: Date): Promise<void> {
    const before = new Date(now.getTime() - RECOUNT_AFTER_MS);
    return this.inTurn(() =>
      this.forEachAccount(async (accountId) => {
        await this.keeper.countAll(accountId);
        await this.totals.recountOlder(this.unitOfWork, accountId, before);
      }),
    );
  }
}
