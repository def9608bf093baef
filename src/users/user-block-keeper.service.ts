import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { Account } from '../accounts/account.entity.js';
import { LOGGER } from '../platform/logging/logger.js';
import { WRITE_WITHIN_MS } from '../platform/database/deferred-writes.js';
import { PeriodicWork } from '../platform/background/periodic-work.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { UserBlocks } from './user-blocks.service.js';

const CHECK_EVERY_MS = 3_600_000;

/** Closes blocks of growing accounts and checks all blocks, in the background and in short transactions. */
@Injectable()
export class UserBlockKeeper extends PeriodicWork implements OnApplicationBootstrap {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly blocks: UserBlocks,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(WRITE_WITHIN_MS) private readonly everyMs: number,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.closeDue(), this.everyMs);
    this.repeat(() => this.check(), CHECK_EVERY_MS);
  }

  /** Closes all due blocks. Never throws: failures are logged. */
  closeDue(): Promise<void> {
    return this.inTurn(async () => {
      for (const accountId of this.blocks.takeDue()) {
        await this.forAccount(accountId, async () => {
          while (!this.isStopped && (await this.unitOfWork.write(accountId, (tx) => this.blocks.close(tx))));
        });
      }
    });
  }

  /** Deletes blocks with wrong counts; they are rebuilt later. Never throws. */
  check(): Promise<void> {
    return this.inTurn(async () => {
      for (const accountId of await this.accounts()) {
        if (this.isStopped) return;
        await this.forAccount(accountId, async () => {
          if (!(await this.unitOfWork.write(accountId, (tx) => this.blocks.removeWrong(tx)))) return;
          this.logger.warn({ accountId }, 'user blocks had wrong counts and will be rebuilt');
        });
      }
    });
  }

  private async accounts(): Promise<string[]> {
    try {
      const rows = await this.unitOfWork.readPlatform((tx) => tx.select(Account, { columns: ['id'] }));
      return rows.map(({ id }) => id);
    } catch (error) {
      this.logger.error({ err: error }, 'cannot check user blocks');
      return [];
    }
  }

  private async forAccount(accountId: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.error({ err: error, accountId }, 'cannot maintain user blocks');
    }
  }
}
