import { Injectable } from '@nestjs/common';
import { ensureAwaited, type Waiter } from '../../common/waiter.js';
import { AccountQueues } from './account-queues.js';
import { AccountTransaction } from './account-transaction.js';
import { Connections } from './connections/connections.js';
import { dialectOf } from './sql/dialects.js';
import type { Dialect } from './sql/fragments.js';
import { PlatformTransaction } from './platform-transaction.js';
import type { OnSnapshot, StatementRunner } from './sql/statement-runner.js';
import { Tables } from './sql/table.js';

/**
 * Opens transactions. `read` sees committed data only. `write` is atomic and retries `work` after a conflict with
 * another transaction, so `work` must have no effect outside the database.
 */
@Injectable()
export class UnitOfWork {
  /** Number of open transactions and reads, including those waiting for a connection. */
  underway = 0;
  private readonly tables: Tables;
  private readonly dialect: Dialect;

  constructor(
    private readonly connections: Connections,
    private readonly queues: AccountQueues,
  ) {
    this.tables = new Tables(connections.dataSource);
    this.dialect = dialectOf(connections.dataSource);
  }

  /**
   * For queries whose cost does not grow with the account. Waits for the account's slot. Throws `throttled` if the
   * account's queue is full, `unavailable`, NobodyWaits if the waiter leaves before it starts.
   */
  read<T>(accountId: string, work: (tx: AccountTransaction) => Promise<T>, waiter?: Waiter): Promise<T> {
    const open = this.account(accountId, waiter);
    const unit = () => this.connections.read((runner, onSnapshot) => work(open(runner, onSnapshot)));
    return this.queues.take(accountId, 'read', () => this.counted(unit), waiter);
  }

  /**
   * Like `read`, for queries whose cost grows with the account. Few run at once. One that takes longer than a few
   * seconds is cancelled with `invalid` (`too-costly`), and if possible when the waiter leaves.
   */
  search<T>(accountId: string, work: (tx: AccountTransaction) => Promise<T>, waiter?: Waiter): Promise<T> {
    const open = this.account(accountId, waiter);
    const unit = () => this.connections.search((runner) => work(open(runner)), waiter);
    return this.queues.take(accountId, 'search', () => this.counted(unit), waiter);
  }

  /**
   * Waits for the account's slot. Throws DuplicateKeyError for a unique index, `throttled` if the account's queue is
   * full, `unavailable` if the database is down or too busy, NobodyWaits if the waiter leaves before it starts; started
   * work always finishes.
   */
  async write<T>(
    accountId: string,
    work: (tx: AccountTransaction) => Promise<T>,
    waiter?: Waiter,
  ): Promise<T> {
    const open = this.account(accountId, waiter);
    let tx: AccountTransaction | undefined;
    // Runs again after a conflict, but not if the client has left meanwhile.
    const attempt = (runner: StatementRunner) => {
      ensureAwaited(waiter);
      tx = open(runner);
      return work(tx);
    };
    const unit = () => this.connections.write(attempt);
    const result = await this.queues.take(accountId, 'write', () => this.counted(unit), waiter);
    tx?.committed();
    return result;
  }

  readPlatform<T>(work: (tx: PlatformTransaction) => Promise<T>): Promise<T> {
    return this.counted(() => this.connections.read((runner) => work(this.platform(runner))));
  }

  /**
   * Like `readPlatform`, for identifying the caller. Waits for the sender's slot. Throws `throttled` if the sender's
   * queue is full.
   */
  findCaller<T>(sender: string, work: (tx: PlatformTransaction) => Promise<T>): Promise<T> {
    return this.queues.takeCaller(sender, () => this.readPlatform(work));
  }

  async writePlatform<T>(work: (tx: PlatformTransaction) => Promise<T>): Promise<T> {
    let tx: PlatformTransaction | undefined;
    const attempt = (runner: StatementRunner) => {
      tx = this.platform(runner);
      return work(tx);
    };
    const result = await this.counted(() => this.connections.write(attempt));
    tx?.committed();
    return result;
  }

  private async counted<T>(unit: () => Promise<T>): Promise<T> {
    this.underway += 1;
    try {
      return await unit();
    } finally {
      this.underway -= 1;
    }
  }

  private platform(runner: StatementRunner): PlatformTransaction {
    return new PlatformTransaction(runner, this.tables, this.dialect);
  }

  private account(accountId: string, waiter: Waiter | undefined) {
    const { tables, dialect, queues } = this;
    // Work that nobody waits for any more ends as soon as it can.
    const isShared = () => queues.isShared && !waiter?.hasLeft;
    return (runner: StatementRunner, onSnapshot?: OnSnapshot) =>
      new AccountTransaction(accountId, { runner, tables, dialect, effects: [], isShared, onSnapshot });
  }
}
