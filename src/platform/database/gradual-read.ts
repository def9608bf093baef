import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** How many rows a statement may read: fewer while other accounts are active. */
export const rowsAtOnce = (isShared: boolean) => (isShared ? 1_000 : 10_000);

/** How long to see whether others need the main thread, in milliseconds, and which share of that they must take. */
const LOOK_MS = 2;
const BUSY = 0.7;

/** If they do, the pause after a statement, as a multiple of the time that it and the work on its rows took. */
const PAUSE = 3;

/**
 * How a long read continues: how many rows its next statement may read, and a pause between two statements.
 */
export class Pace {
  private since = performance.now();

  /** @param isShared whether requests of other accounts are in progress */
  constructor(private readonly isShared: () => boolean) {}

  /** The number of rows that the next statement may read. */
  get rows(): number {
    return rowsAtOnce(this.isShared());
  }

  /** Await this between two statements. */
  async rest(): Promise<void> {
    if (this.isShared()) await this.pause(performance.now() - this.since);
    this.since = performance.now();
  }

  private async pause(took: number): Promise<void> {
    const loop = performance.eventLoopUtilization();
    await sleep(LOOK_MS);
    const { utilization } = performance.eventLoopUtilization(loop);
    if (utilization > BUSY) await sleep(took * PAUSE);
  }
}

/** For reads that are not split: others would wait longer for the locks of a transaction, and SQLite has no snapshot to offer. */
export const AT_ONCE: Pick<Pace, 'rows' | 'rest'> = { rows: Infinity, rest: async () => {} };
