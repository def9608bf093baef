import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../common/logger.js';
import { WRITE_WITHIN_MS } from '../database/deferred-writes.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { UserBlocks } from './user-blocks.service.js';

/** Closes the blocks of accounts that have become larger, in the background, each in a short transaction of its own. */
@Injectable()
export class UserBlockKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private underway = Promise.resolve();

  constructor(
    private readonly work: UnitOfWork,
    private readonly blocks: UserBlocks,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(WRITE_WITHIN_MS) private readonly everyMs: number,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.closeDue(), this.everyMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.stopped = true;
    await this.underway;
  }

  /** Closes all blocks that are due by now. Never throws: what cannot be closed goes to the program's log. */
  closeDue(): Promise<void> {
    this.underway = this.underway.then(() => this.closeAll());
    return this.underway;
  }

  private async closeAll(): Promise<void> {
    for (const accountId of this.blocks.takeDue()) {
      try {
        while (!this.stopped && (await this.work.write(accountId, (tx) => this.blocks.close(tx))));
      } catch (error) {
        this.logger.error({ err: error, accountId }, 'a block of users could not be closed');
      }
    }
  }
}
