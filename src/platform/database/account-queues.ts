import { Injectable } from '@nestjs/common';
import { FairQueue } from '../limits/fair-queue.js';
import { tooManyRequests } from '../limits/refusals.js';
import type { Waiter } from '../../common/waiter.js';
import { Connections } from './connections/connections.js';

/**
 * How the pool's ten connections are shared: seven for ordinary work, two for searches, one for identifying callers. An
 * account alone may use five, two are reserved for other accounts. While others are active it may use two, since each
 * also needs the main thread.
 */
export const ORDINARY = { atOnce: 7, reserve: 2, ofOne: { atOnce: 5, amongOthers: 2, waiting: 5_000 } };

/** The cost of a search grows with the account: one per account at a time, and two in total. */
const SEARCHES = { atOnce: 2, reserve: 0, ofOne: { atOnce: 1, amongOthers: 1, waiting: 100 } };

/** SQLite has one write connection. */
const SQLITE_WRITES = { ...ORDINARY, atOnce: 1, reserve: 0 };

/**
 * Every request must first identify its caller, so wrong guesses must not block others. Each sender has its own queue:
 * a recently valid credential, or the network of all others.
 */
export const CALLERS = { atOnce: 3, reserve: 1, ofOne: { atOnce: 2, amongOthers: 2, waiting: 1_000 } };

/** Retry-After for a full queue, in milliseconds. */
const TRY_AGAIN_AFTER_MS = 2_000;

/** Kind of database load of a unit of work. */
export type Workload = 'read' | 'write' | 'search';

/**
 * Shares the database between accounts. Slots are not held while a body is sent or a password is hashed. A unit of work
 * must not open another one of its account.
 */
@Injectable()
export class AccountQueues {
  /** Number of refused units of work. */
  refused = 0;
  private readonly queues: Readonly<Record<Workload, FairQueue>>;
  private readonly callers = new FairQueue(CALLERS);
  private readonly isSqlite: boolean;

  constructor({ dataSource }: Connections) {
    const read = new FairQueue(ORDINARY);
    this.isSqlite = dataSource.options.type === 'better-sqlite3';
    const write = this.isSqlite ? new FairQueue(SQLITE_WRITES) : read;
    this.queues = { read, write, search: new FairQueue(SEARCHES) };
  }

  /** Number of waiting units of work, of all accounts. */
  get waiting(): number {
    let waiting = this.callers.waiting;
    for (const queue of new Set(Object.values(this.queues))) waiting += queue.waiting;
    return waiting;
  }

  /** Whether long work should pause for other accounts. Not on SQLite, where they would wait longer for its one writer. */
  get isShared(): boolean {
    return !this.isSqlite && this.queues.read.isShared;
  }

  /** Runs `work` when the account gets a slot. Throws `throttled` if the account's queue is full, NobodyWaits. */
  async take<T>(accountId: string, workload: Workload, work: () => Promise<T>, waiter?: Waiter): Promise<T> {
    const queue = this.queues[workload];
    this.ensureRoom(queue, accountId, 'of your account');
    return queue.take(accountId, work, waiter);
  }

  /**
   * Runs `work`, which identifies the caller, when the sender gets a slot. Throws `throttled` if the sender's queue is
   * full.
   */
  async takeCaller<T>(sender: string, work: () => Promise<T>): Promise<T> {
    this.ensureRoom(this.callers, sender, 'from your network');
    return this.callers.take(sender, work);
  }

  private ensureRoom(queue: FairQueue, sender: string, whose: string): void {
    if (!queue.isFull(sender)) return;
    this.refused += 1;
    throw tooManyRequests(`Too many requests ${whose} are waiting to be answered.`, TRY_AGAIN_AFTER_MS);
  }
}
