import { Injectable } from '@nestjs/common';
import { FairQueue } from '../limits/fair-queue.js';
import { tooManyRequests } from '../limits/too-many-requests.js';
import type { Waiter } from '../../common/waiter.js';
import { Connections } from './connections/connections.js';

/**
 * How the pool's ten connections are shared. Ordinary work has seven of them, searches two; one is left for finding out
 * who asks. One account alone has five: two are kept for accounts of which nothing runs. Among others it has two, since each
 * also takes its turns of the program's one thread.
 */
export const ORDINARY = { atOnce: 7, reserve: 2, ofOne: { atOnce: 5, amongOthers: 2, waiting: 5_000 } };

/** Searches read in proportion to the account: one of each account at a time, and less than a database has processors for. */
export const SEARCHES = { atOnce: 2, reserve: 0, ofOne: { atOnce: 1, amongOthers: 1, waiting: 100 } };

/** SQLite has one connection that writes. */
const SQLITE_WRITES = { ...ORDINARY, atOnce: 1, reserve: 0 };

/**
 * Finding out who asks comes before all else, so nobody's guesses may keep others from it. Each sender has its own queue: a
 * credential that was right lately, or the network of those that were not.
 */
export const CALLERS = { atOnce: 3, reserve: 1, ofOne: { atOnce: 2, amongOthers: 2, waiting: 1_000 } };

/** When a queue is full, some of it has been worked off after that long. */
const TRY_AGAIN_AFTER_MS = 2_000;

/** What a unit of work asks of the database. */
export type Workload = 'read' | 'write' | 'search';

/**
 * Shares the database between accounts. Nobody holds a place while sending, or while a password is hashed. A unit of
 * work must not open another one of its account while it runs.
 */
@Injectable()
export class AccountQueues {
  /** How many units of work have been refused. */
  refused = 0;
  private readonly queues: Readonly<Record<Workload, FairQueue>>;
  private readonly callers = new FairQueue(CALLERS);

  constructor({ dataSource }: Connections) {
    const read = new FairQueue(ORDINARY);
    const isSqlite = dataSource.options.type === 'better-sqlite3';
    const write = isSqlite ? new FairQueue(SQLITE_WRITES) : read;
    this.queues = { read, write, search: new FairQueue(SEARCHES) };
  }

  /** How many units of work wait, of all accounts. */
  get waiting(): number {
    let waiting = this.callers.waiting;
    for (const queue of new Set(Object.values(this.queues))) waiting += queue.waiting;
    return waiting;
  }

  /** Runs `work` when it is the account's turn. Throws `throttled` where too much of the account waits, NobodyWaits. */
  async take<T>(accountId: string, workload: Workload, work: () => Promise<T>, waiter?: Waiter): Promise<T> {
    const queue = this.queues[workload];
    this.ensureRoom(queue, accountId, 'of your account');
    return queue.take(accountId, work, waiter);
  }

  /** Runs `work`, which finds out who asks, when it is the sender's turn. Throws `throttled` where too many of the sender's wait. */
  async takeCaller<T>(sender: string, work: () => Promise<T>): Promise<T> {
    this.ensureRoom(this.callers, sender, 'from your network');
    return this.callers.take(sender, work);
  }

  private ensureRoom(queue: FairQueue, sender: string, whose: string): void {
    if (!queue.isFull(sender)) return;
    this.refused += 1;
    throw tooManyRequests(`Too many requests ${whose} wait to be answered.`, TRY_AGAIN_AFTER_MS);
  }
}
