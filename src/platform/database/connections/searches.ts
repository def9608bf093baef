import { performance } from 'node:perf_hooks';
import { ensureAwaited, NobodyWaits, type Waiter } from '../../../common/waiter.js';
import { isTimeUp } from './driver-errors.js';
import type { ServerKind } from './session.js';
import type { RunStatement } from '../sql/statement-runner.js';
import { tooCostly } from './refusals.js';

/** Time limit of a search, in milliseconds. */
export const SEARCH_WITHIN_MS = 4_000;

const SELECT = /^SELECT\b/;

/** Time limits for one statement, enforced by the server, so that they also work after a crash of the program. */
const LIMITED = {
  mariadb: `SET STATEMENT max_statement_time=${SEARCH_WITHIN_MS / 1_000} FOR SELECT`,
  mysql: `SELECT /*+ MAX_EXECUTION_TIME(${SEARCH_WITHIN_MS}) */`,
} as const satisfies Record<ServerKind, string>;

/** Adds the server's time limit to a statement. */
export function limitedByServer(server: ServerKind): (sql: string) => string {
  return (sql) => sql.replace(SELECT, LIMITED[server]);
}

/** Runs the statements of one search until its time is up or the waiter has left. */
export function whileAwaited(run: RunStatement, waiter: Waiter | undefined): RunStatement {
  const until = performance.now() + SEARCH_WITHIN_MS;
  return async (sql, parameters) => {
    ensureAwaited(waiter);
    if (performance.now() > until) throw tooCostly();
    return run(sql, parameters).catch((error: unknown) => {
      if (!isTimeUp(error)) throw error;
      throw waiter?.hasLeft ? new NobodyWaits() : tooCostly().with({ cause: error });
    });
  };
}
