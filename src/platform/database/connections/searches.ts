import { performance } from 'node:perf_hooks';
import { invalid, type DomainError } from '../../../common/errors.js';
import { ensureAwaited, NobodyWaits, type Waiter } from '../../../common/waiter.js';
import { isTimeUp } from './driver-errors.js';
import type { ServerKind } from './session.js';
import type { RunStatement } from '../sql/statement-runner.js';

/** After so long a statement of a search is ended, and no further one of it begins. */
export const SEARCH_WITHIN_MS = 4_000;

const SELECT = /^SELECT\b/;

/** MariaDB has a limit for one statement, MySQL one that stands within it. Both end what nobody waits for after a crash, too. */
const LIMITED = {
  mariadb: `SET STATEMENT max_statement_time=${SEARCH_WITHIN_MS / 1_000} FOR SELECT`,
  mysql: `SELECT /*+ MAX_EXECUTION_TIME(${SEARCH_WITHIN_MS}) */`,
} as const satisfies Record<ServerKind, string>;

/** A statement that the server ends when it takes too long. */
export function limitedByServer(server: ServerKind): (sql: string) => string {
  return (sql) => sql.replace(SELECT, LIMITED[server]);
}

/** Runs the statements of one search: none after its time is up, or when the waiter has left. */
export function whileAwaited(run: RunStatement, waiter: Waiter | undefined): RunStatement {
  const until = performance.now() + SEARCH_WITHIN_MS;
  return async (sql, parameters) => {
    ensureAwaited(waiter);
    if (performance.now() > until) throw tooCostly();
    return run(sql, parameters).catch((error: unknown) => {
      if (!isTimeUp(error)) throw error;
      throw waiter?.hasLeft ? new NobodyWaits() : tooCostly(error);
    });
  };
}

/** Which search took too long, its reader knows; what to do about it is told here. */
export function tooCostly(cause?: unknown): DomainError {
  const detail =
    'This search would take too long. Compare with "eq", give fewer conditions, leave out the sort order, or ask for less.';
  return invalid(detail, { code: 'too-costly', cause });
}
