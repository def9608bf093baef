import { setImmediate as nextTurn } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import { interceptQueries } from './borders.js';

/**
 * Runs `work` and interrupts it when `stop` is aborted: the runner's next statement throws, later ones (for cleaning
 * up) run. Yields before each statement, because SQLite would block the abort event.
 */
export async function interruptible<T>(
  runner: QueryRunner,
  stop: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  let isInterrupted = false;
  const release = interceptQueries(runner, async (query) => {
    await nextTurn();
    if (stop.aborted && !isInterrupted) {
      isInterrupted = true;
      throw stop.reason;
    }
    return query();
  });
  try {
    return await work();
  } finally {
    // SQLite's only runner continues to serve everybody.
    release();
  }
}
