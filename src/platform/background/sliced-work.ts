import type { OnApplicationShutdown } from '@nestjs/common';
import { FairQueue } from '../limits/fair-queue.js';

/** A piece of work of an account. */
export interface WorkRef {
  accountId: string;
  id: string;
}

/**
 * How many slices of one kind of work run at once: on some of the database's ten connections, and one per
 * account.
 */
const AT_ONCE = { atOnce: 3, reserve: 0, ofOne: { atOnce: 1, amongOthers: 1, waiting: Infinity } };

/**
 * How long a process that no longer renews its lease on work keeps others from taking over. Short, because
 * two processes may safely work on the same job: each slice locks the job, and continues where the last one
 * ended.
 */
const LEASE_MS = 2_000;

/** The end (ISO 8601) of the lease of a process that has just stored how far its work is. */
export function leaseFromNow(): string {
  return new Date(Date.now() + LEASE_MS).toISOString();
}

/**
 * Long work in slices, each of which stores how far the work is. Accounts take turns after each slice, so
 * that none waits for all of another's work. When the program stops, the work ends after the current slices.
 */
export abstract class SlicedWork implements OnApplicationShutdown {
  private isStopped = false;
  private readonly underway = new Map<string, Promise<void>>();
  private readonly queue = new FairQueue(AT_ONCE);

  /**
   * Runs slices until there is nothing more to do. Joins the work that is already running under this id.
   * Never throws.
   * @param nextSlice returns whether there is more to do
   * @param interrupted gets the error that has ended the work; must not throw
   */
  protected inSlices(
    { accountId, id }: WorkRef,
    nextSlice: () => Promise<boolean>,
    interrupted: (error: unknown) => Promise<void> | void,
  ): Promise<void> {
    const known = this.underway.get(id);
    if (known) return known;
    const inTurn = () => this.queue.take(accountId, async () => !this.isStopped && (await nextSlice()));
    const work = this.slices(inTurn, interrupted).finally(() => this.underway.delete(id));
    this.underway.set(id, work);
    return work;
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.underway.values());
  }

  private async slices(
    nextSlice: () => Promise<boolean>,
    interrupted: (error: unknown) => Promise<void> | void,
  ): Promise<void> {
    try {
      while (await nextSlice());
    } catch (error) {
      await interrupted(error);
    }
  }
}
