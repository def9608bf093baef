import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { Account } from '../accounts/account.entity.js';
import { LOGGER } from '../platform/logging/logger.js';
import { PeriodicWork } from '../platform/background/periodic-work.js';
import { WRITE_WITHIN_MS } from '../platform/database/deferred-writes.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { DeletedPeople } from './deleted-people.service.js';
import { Pruning } from './pruning.service.js';

const EVERY_MS = 3_600_000;

/**
 * The first run, as a multiple of how long a write may wait: after a minute, which is short enough for a process that
 * is restarted every hour or more often.
 */
const FIRST_AFTER = 60;

/** Deletes expired rows, one account and one small batch at a time, to keep transactions short. */
@Injectable()
export class Retention extends PeriodicWork implements OnApplicationBootstrap {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly pruning: Pruning,
    private readonly people: DeletedPeople,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(WRITE_WITHIN_MS) private readonly withinMs: number,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.prune(new Date()), EVERY_MS, FIRST_AFTER * this.withinMs);
  }

  /** Deletes what has expired at `now`. Never throws: failures are logged and retried in the next run. */
  prune(now: Date): Promise<void> {
    return this.inTurn(() => this.pruneAll(now));
  }

  private async pruneAll(now: Date): Promise<void> {
    await this.attempt({}, () =>
      this.unitOfWork.writePlatform((tx) => this.pruning.outsideAccounts(tx, now)),
    );
    const accounts = await this.attempt({}, () =>
      this.unitOfWork.readPlatform((tx) => tx.select(Account, { columns: ['id'] })),
    );
    for (const { id } of accounts ?? []) await this.attempt({ accountId: id }, () => this.inAccount(id, now));
  }

  private async inAccount(id: string, now: Date): Promise<void> {
    while (!this.isStopped && (await this.unitOfWork.write(id, (tx) => this.pruning.inAccount(tx, now))));
    while (!this.isStopped && (await this.people.eraseDue(id, now)));
  }

  /** A locked or busy account must not stop the deletion in other accounts. */
  private async attempt<T>(context: { accountId?: string }, work: () => Promise<T>): Promise<T | undefined> {
    if (this.isStopped) return undefined;
    try {
      return await work();
    } catch (error) {
      this.logger.error({ err: error, ...context }, 'expired data could not be deleted');
      return undefined;
    }
  }
}
