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

/** A statement with more values lists them, and hardly comes again with as many: it is closed once it has run. */
const KEPT_WITH_AT_MOST = 128;

/** Every server takes packets of as many bytes. */
const SURELY_FITS = 500_000;
/** What a packet holds of a value besides itself, and a little more. */
const OVERHEAD_BYTES = 16;

/** How long connections keep none, once the server had no room for another: others need it too. */
const KEEP_NONE_FOR_MS = 60_000;
let keepNoneUntil = 0;

const TRANSACTION_CONTROL = /^(?:BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)/;

/**
 * Runs statements of SQLite on the program's one thread, where others are served in between. Statements are kept prepared, but for
 * those that begin and end transactions: a prepared BEGIN that has found the file busy is in progress until it runs again,
 * and no COMMIT is possible if it never does.
 */
export function onSqlite(runner: QueryRunner): RunStatement {
  const stretch = new Stretch();
  return async (sql, parameters) => {
    await stretch.rest();
    const connection = await sqliteConnection(runner);
    runner.dataSource.logger.logQuery(sql, parameters, runner);
    if (TRANSACTION_CONTROL.test(sql)) {
      connection.exec(sql);
      return { rows: [], affected: 0 };
    }
    return connection.withStatement(sql, async (statement) => {
      const values = parameters.map((value) => (typeof value === 'boolean' ? Number(value) : value));
      if (!statement.reader) return { rows: [], affected: statement.run(values).changes };
      return { rows: await allRows(statement.iterate(values)), affected: 0 };
    });
  };
}

/**
 * Runs statements of MySQL and MariaDB on the runner's connection itself, which TypeORM only sends text to. A value never
 * stands in the text of a statement, whatever their number is: where text ends and a value begins is for no mode of a server to
 * decide. What has no values, such as COMMIT, goes as text: not all of it can be prepared.
 * Throws `too-large` where the server would not take so many bytes at once.
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

/** The server would end the connection, which looks like a fault that passes. */
async function ensureFits(
  connection: PoolConnection,
  sql: string,
  parameters: readonly Scalar[],
): Promise<void> {
  // A character of a JavaScript string has three bytes at most.
  const atMost = parameters.reduce<number>((sum, value) => sum + 3 * lengthOf(value), sql.length);
  if (atMost < SURELY_FITS) return;
  const bytes = parameters.reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? Buffer.byteLength(value) : 0) + OVERHEAD_BYTES,
    Buffer.byteLength(sql),
  );
  const limit = await packetLimit(connection);
  if (bytes < limit) return;
  const detail = `This needs ${bytes} bytes of the database at once, and it takes no more than ${limit}.`;
  throw new DomainError('too-large', detail);
}

const lengthOf = (value: Scalar) => (typeof value === 'string' ? value.length : 0);

/** Gives back the server's room for statements, which is one for all of its clients. */
function forgetStatements(connection: PoolConnection): void {
  preparedOf(connection).clear();
}
