import { Injectable } from '@nestjs/common';
import { ensureAwaited, type Waiter } from '../../common/waiter.js';
import { AccountQueues } from './account-queues.js';
import { AccountTransaction } from './account-transaction.js';
import { Connections } from './connections/connections.js';
import { dialectOf } from './sql/dialects.js';
import type { Dialect } from './sql/fragments.js';
import { PlatformTransaction } from './platform-transaction.js';
import type { StatementRunner } from './sql/statement-runner.js';
import { Tables } from './sql/table.js';

type Open<Tx> = (runner: StatementRunner) => Tx;

/**
 * Opens transactions. `read` sees committed data only; `write` is all or nothing, and runs its work again from
 * the beginning when another transaction was in the way, so that work must have no effect outside the database.
 */
@Injectable()
export class UnitOfWork {
  /** How many have begun and not ended: each has a connection, or waits for one. */
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
   * When it is the account's turn. For what costs about the same however large the account is. Throws `throttled` where
   * too much of the account waits, `unavailable`, NobodyWaits where the waiter leaves before it begins.
   */
  read<T>(accountId: string, work: (tx: AccountTransaction) => Promise<T>, waiter?: Waiter): Promise<T> {
    const open = this.account(accountId);
    const unit = () => this.connections.read((runner) => work(open(runner)));
    return this.queues.take(accountId, 'read', () => this.counted(unit), waiter);
  }

  /**
   * Like `read`, for what costs more the larger the account is. Few of these run at once, and one that takes longer than
   * a few seconds is ended: throws `invalid` (`too-costly`). It is ended too when the waiter leaves, where that is possible.
   */
  search<T>(accountId: string, work: (tx: AccountTransaction) => Promise<T>, waiter?: Waiter): Promise<T> {
    const open = this.account(accountId);
    const unit = () => this.connections.search((runner) => work(open(runner)), waiter);
    return this.queues.take(accountId, 'search', () => this.counted(unit), waiter);
  }

  /**
   * When it is the account's turn. Throws DuplicateKeyError where a unique index refuses, `throttled` where too much of
   * the account waits, `unavailable` where the database is away or too busy, NobodyWaits where the waiter leaves before
   * it begins: what has begun is finished.
   */
  write<T>(accountId: string, work: (tx: AccountTransaction) => Promise<T>, waiter?: Waiter): Promise<T> {
    const open = this.account(accountId);
    // One that another transaction was in the way of begins again, but not for a client who has left meanwhile.
    const attempt = (runner: StatementRunner) => {
      ensureAwaited(waiter);
      return work(open(runner));
    };
    const unit = () => this.connections.write(attempt);
    return this.queues.take(accountId, 'write', () => this.counted(unit), waiter);
  }

  readPlatform<T>(work: (tx: PlatformTransaction) => Promise<T>): Promise<T> {
    return this.counted(() => this.connections.read((runner) => work(this.platform(runner))));
  }

  /**
   * Like `readPlatform`, for finding out who asks: when it is the sender's turn. Throws `throttled` where too many of the
   * sender's requests wait.
   */
  findCaller<T>(sender: string, work: (tx: PlatformTransaction) => Promise<T>): Promise<T> {
    return this.queues.takeCaller(sender, () => this.readPlatform(work));
  }

  writePlatform<T>(work: (tx: PlatformTransaction) => Promise<T>): Promise<T> {
    return this.counted(() => this.connections.write((runner) => work(this.platform(runner))));
  }

  private async counted<T>(unit: () => Promise<T>): Promise<T> {
    this.underway += 1;
    try {
      return await unit();
    } finally {
      this.underway -= 1;
    }
  }

  private readonly platform: Open<PlatformTransaction> = (runner) =>
    new PlatformTransaction(runner, this.tables, this.dialect);

  private account(accountId: string): Open<AccountTransaction> {
    return (runner) => new AccountTransaction(accountId, runner, this.tables, this.dialect);
  }
}
