import type { OnApplicationShutdown } from '@nestjs/common';

/**
 * Work that a service repeats in the background. Its runs never overlap, do not keep the process alive, and end before
 * the database's connections are closed.
 */
export abstract class PeriodicWork implements OnApplicationShutdown {
  private readonly timers: NodeJS.Timeout[] = [];
  private underway = Promise.resolve();
  /** Whether the program is about to end, so that no further step should begin. */
  protected isStopped = false;

  /** Repeats `run` at an interval, and runs it once before if `firstAfterMs` is given. `run` must not throw. */
  protected repeat(run: () => Promise<void>, everyMs: number, firstAfterMs?: number): void {
    const start = () => void run();
    this.timers.push(setInterval(start, everyMs).unref());
    if (firstAfterMs !== undefined) this.timers.push(setTimeout(start, firstAfterMs).unref());
  }

  /** Runs `work` after all earlier runs of this service. */
  protected inTurn(work: () => Promise<void>): Promise<void> {
    this.underway = this.underway.then(work);
    return this.underway;
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    this.isStopped = true;
    await this.underway;
  }
}
