import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { AccountRounds } from '../accounts/account-rounds.js';
import { LOGGER } from '../platform/logging/logger.js';
import { WRITE_WITHIN_MS } from '../platform/database/deferred-writes.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { UserBlocks } from './user-blocks.service.js';

const CHECK_EVERY_MS = 3_600_000;

/** Closes blocks of growing accounts and checks all blocks, in the background and in short transactions. */
@Injectable()
export class UserBlockKeeper extends AccountRounds implements OnApplicationBootstrap {
  constructor(
    unitOfWork: UnitOfWork,
    private readonly blocks: UserBlocks,
    @Inject(LOGGER) logger: Logger,
    @Inject(WRITE_WITHIN_MS) private readonly everyMs: number,
  ) {
    super(unitOfWork, logger, 'cannot maintain user blocks');
  }

  onApplicationBootstrap(): void {
    this.repeat(() => this.closeDue(), this.everyMs);
    this.repeat(() => this.check(), CHECK_EVERY_MS);
  }

  /** Closes all due blocks. Never throws: failures are logged. */
  closeDue(): Promise<void> {
    return this.inTurn(async () => {
      for (const accountId of this.blocks.takeDue()) {
        await this.attempt({ accountId }, async () => {
          while (!this.isStopped && (await this.unitOfWork.write(accountId, (tx) => this.blocks.close(tx))));
        });
      }
    });
  }

  /** Deletes blocks with wrong counts; they are rebuilt later. Never throws. */
  check(): Promise<void> {
    return this.inTurn(() =>
      this.forEachAccount(async (accountId) => {
        if (!(await this.unitOfWork.write(accountId, (tx) => this.blocks.removeWrong(tx)))) return;
        this.logger.warn({ accountId }, 'user blocks had wrong counts and will be rebuilt');
      }),
    );
  }
}
