import { performance } from 'node:perf_hooks';
import type { PoolConnection, QueryError, QueryResult } from 'mysql2';
import type { QueryRunner } from 'typeorm';
import { DomainError } from '../../../common/errors.js';
import { packetLimit } from './session.js';
import { isOutOfStatements } from './driver-errors.js';
import { Stretch } from '../../../common/stretch.js';
import { allRows } from './sqlite-rows.js';
import type { Ran, RunStatement } from '../sql/statement-runner.js';
import { mysqlConnection, preparedOf, sqliteConnection } from './borders.js';
import type { Scalar } from '../sql/columns.js';

/** A statement with more values contains a list and is unlikely to be repeated, so it is closed after use. */
const KEPT_WITH_AT_MOST = 128;

/** Every server accepts packets of this size. */
const SURELY_FITS = 500_000;
/** Upper bound of a packet's overhead per value. */
const OVERHEAD_BYTES = 16;

/** How long connections keep no prepared statements after the server's limit was reached. */
const KEEP_NONE_FOR_MS = 60_000;
let keepNoneUntil = 0;

const TRANSACTION_CONTROL = /^(?:BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)/;

/**
 * Runs SQLite statements on the main thread and yields in between. Caches prepared statements, except transaction
 * control: a prepared BEGIN that found the file busy stays in progress and blocks any COMMIT.
 * @param stretch of all work on this runner
 */
export function onSqlite(runner: QueryRunner, stretch: Stretch): RunStatement {
  return async (sql, parameters) => {
    await stretch.rest();
    const connection = await sqliteConnection(runner);
    runner.dataSource.logger.logQuery(sql, parameters, runner);
    if (TRANSACTION_CONTROL.test(sql)) {
      connection.exec(sql);
      return { rows: [], affected: 0 };
    }
    return connection.withStatement(sql, async ({ statement, columns }) => {
      const values = parameters.map((value) => (typeof value === 'boolean' ? Number(value) : value));
      if (!columns) return { rows: [], affected: statement.run(values).changes };
      // Not `get`: after `iterate`, libsql runs it with the earlier values, which may be those of another
      // account.
      return { rows: await allRows(statement.iterate(values), columns, stretch), affected: 0 };
    });
  };
}

/**
 * Runs MySQL and MariaDB statements directly on the runner's connection, because TypeORM does not prepare them. Values
 * are always sent as parameters. Statements without values, such as COMMIT, are sent as text, because not all can be
 * prepared. Throws `too-large` if the statement exceeds the server's packet limit.
 */
export function byConnection(runner: QueryRunner, limited = (sql: string) => sql): RunStatement {
  return async (written, parameters) => {
    const connection = await mysqlConnection(runner);
    runner.dataSource.logger.logQuery(written, parameters, runner);
    const sql = limited(written);
    if (parameters.length === 0) return sent((done) => connection.query(sql, done));
    await ensureFits(connection, sql, parameters);
    const execute = () => sent((done) => connection.execute(sql, parameters, done));
    try {
      return await execute();
    } catch (error) {
      if (!isOutOfStatements(error)) throw error;
      forgetStatements(connection);
      keepNoneUntil = performance.now() + KEEP_NONE_FOR_MS;
      return await execute();
    } finally {
      if (parameters.length > KEPT_WITH_AT_MOST) connection.unprepare(sql);
      if (performance.now() < keepNoneUntil) forgetStatements(connection);
    }
  };
}

type Done = (error: QueryError | null, result: QueryResult) => void;

function sent(send: (done: Done) => unknown): Promise<Ran> {
  return new Promise((resolve, reject) => {
    send((error, result) => {
      if (error) reject(error);
      else resolve({ rows: result, affected: 'affectedRows' in result ? result.affectedRows : 0 });
    });
  });
}

/** The server would close the connection, which looks like a temporary error. */
async function ensureFits(
  connection: PoolConnection,
  sql: string,
  parameters: readonly Scalar[],
): Promise<void> {
  // A UTF-16 unit has at most three bytes in UTF-8.
  const atMost = parameters.reduce<number>((sum, value) => sum + 3 * lengthOf(value), sql.length);
  if (atMost < SURELY_FITS) return;
  const bytes = parameters.reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? Buffer.byteLength(value) : 0) + OVERHEAD_BYTES,
    Buffer.byteLength(sql),
  );
  const limit = await packetLimit(connection);
  if (bytes < limit) return;
  const detail = `This needs ${bytes} bytes in one database statement, but the limit is ${limit}.`;
  throw new DomainError('too-large', detail);
}

const lengthOf = (value: Scalar) => (typeof value === 'string' ? value.length : 0);

/** Closes all prepared statements of a connection. */
function forgetStatements(connection: PoolConnection): void {
  preparedOf(connection).clear();
}
