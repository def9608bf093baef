import { setImmediate as nextTurn } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';

/**
 * Runs `work` and interrupts it when `stop` is aborted: the runner's next statement throws, later ones (for cleaning
 * up) run. Yields before each statement, because SQLite would block the abort event.
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
    // SQLite's only runner is used again.
    runner.query = query as QueryRunner['query'];
  }
}
