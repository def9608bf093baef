import { setImmediate as nextTurn } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';

/**
 * Runs `work`, which a stop ends between two statements of the runner: the next one throws, and those after it, which clean up, run.
 * Statements of SQLite leave the program no moment to hear of a stop, so that each waits for one here.
 */
export async function interruptible<T>(
  runner: QueryRunner,
  stop: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const query = runner.query.bind(runner) as (...parameters: unknown[]) => Promise<unknown>;
  let isInterrupted = false;
  runner.query = async (...parameters: unknown[]): Promise<never> => {
    await nextTurn();
    if (stop.aborted && !isInterrupted) {
      isInterrupted = true;
      throw stop.reason;
    }
    return (await query(...parameters)) as never;
  };
  try {
    return await work();
  } finally {
    // SQLite's one runner goes on to serve everybody.
    runner.query = query as QueryRunner['query'];
  }
}
