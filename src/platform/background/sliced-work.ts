import type { OnApplicationShutdown } from '@nestjs/common';

/** How long a process that stops renewing its lease on work keeps others from going on. */
const LEASE_MS = 5_000;

/** Until when (ISO 8601) the process that has just stored how far its work is keeps others from going on. */
export function leaseFromNow(): string {
  return new Date(Date.now() + LEASE_MS).toISOString();
}

/**
 * Long work in slices, each of which stores how far it is. Of each piece of work, this process carries out one slice at a
 * time, and when the program stops, it ends after the slice under way.
 */
export abstract class SlicedWork implements OnApplicationShutdown {
  private isStopped = false;
  private readonly underway = new Map<string, Promise<void>>();

  /**
   * Carries slices out until there is nothing more to do; joins the work that is already under way under this key. Never throws.
   * @param nextSlice returns whether there is more to do
   * @param interrupted is told of the error that has ended the work; must not throw
   */
  protected inSlices(
    key: string,
    nextSlice: () => Promise<boolean>,
    interrupted: (error: unknown) => Promise<void> | void,
  ): Promise<void> {
    const known = this.underway.get(key);
    if (known) return known;
    const work = this.slices(nextSlice, interrupted).finally(() => this.underway.delete(key));
    this.underway.set(key, work);
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
      while (!this.isStopped && (await nextSlice()));
    } catch (error) {
      await interrupted(error);
    }
  }
}
