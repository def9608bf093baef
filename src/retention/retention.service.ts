import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { Account } from '../accounts/account.entity.js';
import { LOGGER } from '../platform/logging/logger.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { DeletedPeople } from './deleted-people.service.js';
import { Pruning } from './pruning.service.js';

const EVERY_MS = 3_600_000;

/** A program that is started anew every hour, or more often, must still get to it. */
const FIRST_AFTER_MS = 60_000;

/** Has removed what has had its time, account by account and piece by piece, so that no transaction is long. */
@Injectable()
export class Retention implements OnApplicationBootstrap, OnApplicationShutdown {
  private timers: NodeJS.Timeout[] = [];
  private stopped = false;
  private underway = Promise.resolve();

  constructor(
    private readonly work: UnitOfWork,
    private readonly pruning: Pruning,
    private readonly people: DeletedPeople,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const prune = () => void this.prune(new Date());
    this.timers = [setTimeout(prune, FIRST_AFTER_MS).unref(), setInterval(prune, EVERY_MS).unref()];
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    this.stopped = true;
    await this.underway;
  }

  /** Removes what is too old at `now`. Never throws: what cannot be removed goes to the program's log, and waits. */
  prune(now: Date): Promise<void> {
    this.underway = this.underway.then(() => this.pruneAll(now));
    return this.underway;
  }

  private async pruneAll(now: Date): Promise<void> {
    await this.attempt({}, () => this.work.writePlatform((tx) => this.pruning.outsideAccounts(tx, now)));
    const accounts = await this.attempt({}, () =>
      this.work.readPlatform((tx) => tx.select(Account, { columns: ['id'] })),
    );
    for (const { id } of accounts ?? []) await this.attempt({ accountId: id }, () => this.inAccount(id, now));
  }

  private async inAccount(id: string, now: Date): Promise<void> {
    while (!this.stopped && (await this.work.write(id, (tx) => this.pruning.inAccount(tx, now))));
    while (!this.stopped && (await this.people.eraseDue(id, now)));
  }

  /** One account that is locked, or too busy, must not keep the others' from being removed. */
  private async attempt<T>(of: { accountId?: string }, work: () => Promise<T>): Promise<T | undefined> {
    if (this.stopped) return undefined;
    try {
      return await work();
    } catch (error) {
      this.logger.error({ err: error, ...of }, 'what has had its time could not be removed');
      return undefined;
    }
  }
}
