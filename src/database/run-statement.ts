import type { PoolConnection, QueryError, QueryResult } from 'mysql2';
import type { QueryRunner } from 'typeorm';
import type { SqliteConnection } from './sqlite-connection.js';
import type { Ran, RunStatement } from './statement-runner.js';
import type { Scalar } from './table.js';

/** A statement with more values lists them, and hardly comes again with as many. */
const PREPARED_WITH_AT_MOST = 128;

/**
 * How many statements a connection keeps prepared on the server. The ten connections of one program stay far below the
 * server's limit for all of its clients (`max_prepared_stmt_count`, 16,382); those of many replicas may come to it.
 */
export const PREPARED_AT_ONCE = 256;

const TRANSACTION_CONTROL = /^(?:BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)/;

/**
 * Runs statements of SQLite as TypeORM does, which keeps them prepared; but for those that begin and end transactions. A
 * prepared BEGIN that has found the file busy is in progress until it runs again, and no COMMIT is possible if it never does.
 */
export function byTypeOrm(runner: QueryRunner): RunStatement {
  return async (sql, parameters) => {
    if (TRANSACTION_CONTROL.test(sql)) {
      const connection = (await runner.connect()) as SqliteConnection;
      runner.dataSource.logger.logQuery(sql, parameters, runner);
      connection.exec(sql);
      return { rows: [], affected: 0 };
    }
    const result = await runner.query(sql, parameters, true);
    return { rows: result.raw as unknown, affected: result.affected ?? 0 };
  };
}

/**
 * Runs statements of MySQL and MariaDB on the runner's connection itself, which TypeORM only sends text to. A prepared
 * statement is read by the server once, which is a third of the work of a short one. What has no parameters, such
 * as COMMIT, goes as text: not all of it can be prepared. So does what the server has no room left to prepare.
 */
export function byConnection(runner: QueryRunner): RunStatement {
  return async (sql, parameters) => {
    const connection = (await runner.connect()) as PoolConnection;
    runner.dataSource.logger.logQuery(sql, parameters, runner);
    const isPrepared = parameters.length > 0 && parameters.length <= PREPARED_WITH_AT_MOST;
    const asText = () => send(connection, 'query', sql, parameters);
    if (!isPrepared) return asText();
    return send(connection, 'execute', sql, parameters).catch((error: QueryError) => {
      if (error.code === 'ER_MAX_PREPARED_STMT_COUNT_REACHED') return asText();
      throw error;
    });
  };
}

function send(
  connection: PoolConnection,
  method: 'query' | 'execute',
  sql: string,
  parameters: Scalar[],
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const done = (error: QueryError | null, result: QueryResult) => {
      if (error) reject(error);
      else resolve({ rows: result, affected: 'affectedRows' in result ? result.affectedRows : 0 });
    };
    if (method === 'execute') connection.execute(sql, parameters, done);
    else connection.query(sql, parameters, done);
  });
}
