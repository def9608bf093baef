import { setImmediate as nextTurn } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import { interceptQueries } from './borders.js';

/**
 * Runs `work`, which a stop ends between two statements of the runner: the next one throws, and those after it, which clean up, run.
 * Statements of SQLite leave the program no moment to hear of a stop, so that each waits for one here.
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
    // SQLite's one runner goes on to serve everybody.
    release();
  }
}
