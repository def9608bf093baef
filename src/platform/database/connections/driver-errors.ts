import { unavailable, type DomainError } from '../../../common/errors.js';
import { databaseAway } from './refusals.js';

/** A row violates a unique index. `columns` are those of the index, without the account. */
export class DuplicateKeyError extends Error {
  constructor(
    readonly table: string,
    readonly columns: readonly string[],
    cause: unknown,
  ) {
    super(`a row of ${table} with the same ${columns.join(', ')} exists`, { cause });
    this.name = 'DuplicateKeyError';
  }
}

/** A row cannot be deleted because others refer to it. */
export class StillReferencedError extends Error {
  constructor(cause: unknown) {
    super('the row is still referred to', { cause });
    this.name = 'StillReferencedError';
  }
}

interface UniqueIndex {
  name: string;
  table: string;
  columns: readonly string[];
}

interface DriverError {
  code?: string;
  errno?: number;
  rawCode?: number;
  message?: string;
  /** SQLSTATE, from servers of MySQL and MariaDB. */
  sqlState?: string;
  /** Set by mysql2 if the connection is unusable. */
  fatal?: boolean;
}

/** No connection could be opened. Has the message of its cause. */
export class ConnectError extends Error {
  constructor(cause: unknown) {
    super(reasonOf(cause), { cause });
    this.name = 'ConnectError';
  }
}

const MYSQL_LOCK_CONFLICTS = new Set([
  1205, // ER_LOCK_WAIT_TIMEOUT
  1213, // ER_LOCK_DEADLOCK
  1020, // ER_CHECKREAD: MariaDB's snapshot isolation
  3101, // ER_TRANSACTION_ROLLBACK_DURING_COMMIT: another group member committed first
  1461, // ER_MAX_PREPARED_STMT_COUNT_REACHED: our other connections are about to free some
  1452, // ER_NO_REFERENCED_ROW_2: a row that was just found has been deleted; the retry notices
]);

/** Connection errors besides those of SQLSTATE class 08. */
const CONNECTION_FAULTS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'ER_CONNECTION_KILLED',
  'ER_RUN_HOOK_ERROR', // a member that has lost its replication group
  'ER_BAD_DB_ERROR', // the database is being replaced, for example by restoring a dump
  'ER_NO_DB_ERROR',
  'ER_NO_SUCH_TABLE',
]);

/** A replication group member that is blocked or leaving. */
const GROUP_FAULT = /^ER_GRP?_(?:TRX|HOLD)_/;

const NO_ANSWER = new Set(['ETIMEDOUT', 'POOL_BUSY', 'ER_QUERY_INTERRUPTED']);

const TIME_LIMITS = new Set([
  1969, // ER_STATEMENT_TIMEOUT of MariaDB, for which the driver has no name
  3024, // ER_QUERY_TIMEOUT of MySQL
]);

/** Errors of a read-only server, for example after a failover. */
const READ_ONLY = new Set([
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_READ_ONLY_MODE',
  'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION',
  'ER_OPEN_AS_READONLY',
  'ER_INNODB_READ_ONLY',
]);

/** MySQL's error when it locks a row of a read-only table; the number is HA_ERR_TABLE_READONLY. */
const TABLE_READ_ONLY = /errno: 165\b/;

const FULL = new Set(['ER_DISK_FULL', 'ER_RECORD_FILE_FULL', 'ER_ERROR_ON_WRITE', 'ER_GET_ERRNO']);

const SQLITE_READ_ONLY = /^SQLITE_READONLY/;
const SQLITE_NO_STORAGE = /^SQLITE_(?:FULL|IOERR|CANTOPEN)/;

/** Seconds until a retry makes sense if somebody has to repair the storage first. */
const STORAGE_RETRY_AFTER_SECONDS = 60;
/** Seconds until another server has usually taken over from one that takes no changes. */
const TAKEN_OVER_AFTER_SECONDS = 10;

/** Whether the server's limit of prepared statements is reached, for all clients together. */
export function isOutOfStatements(error: unknown): boolean {
  return driverError(error).code === 'ER_MAX_PREPARED_STMT_COUNT_REACHED';
}

/** Whether the transaction can be retried: it was rolled back because of a conflict with another one. */
export function isLockConflict(error: unknown): boolean {
  const { errno, code } = driverError(error);
  return (errno !== undefined && MYSQL_LOCK_CONFLICTS.has(errno)) || (code ?? '').startsWith('SQLITE_BUSY');
}

/** Whether the server cancelled a statement at its time limit. */
export function isTimeUp(error: unknown): boolean {
  const { errno } = driverError(error);
  return errno !== undefined && TIME_LIMITS.has(errno);
}

/** Whether the connection was lost, so that uncommitted changes are not stored. */
export function isConnectionLost(error: unknown): boolean {
  const { code = '', fatal, sqlState = '' } = driverError(error);
  if (CONNECTION_FAULTS.has(code) || GROUP_FAULT.test(code) || sqlState.startsWith('08')) return true;
  return fatal === true && !NO_ANSWER.has(code);
}

/** Whether the MySQL or MariaDB server is read-only and has rolled back the transaction. */
export function isReadOnlyServer(error: unknown): boolean {
  const { code = '', message = '' } = driverError(error);
  return READ_ONLY.has(code) || (code === 'ER_CANT_LOCK' && TABLE_READ_ONLY.test(message));
}

/**
 * Translates a driver error: to DuplicateKeyError, StillReferencedError, or `unavailable` if the database is down,
 * full, read-only or busy for too long. Returns the error itself if it is our bug.
 */
export function translateDriverError(error: unknown, uniqueIndices: readonly UniqueIndex[]): unknown {
  const { code = '', message = '' } = driverError(error);
  if (
    code === 'ER_DUP_ENTRY' ||
    code === 'SQLITE_CONSTRAINT_UNIQUE' ||
    code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
  ) {
    const index = findIndex(message, uniqueIndices);
    return index ? new DuplicateKeyError(index.table, index.columns, error) : error;
  }
  if (code === 'ER_ROW_IS_REFERENCED_2' || code === 'SQLITE_CONSTRAINT_FOREIGNKEY') {
    return new StillReferencedError(error);
  }
  if (isOutOfStatements(error)) {
    return unavailable('The database is out of resources at the moment. Try again shortly.', {
      cause: error,
    });
  }
  if (isLockConflict(error)) {
    return unavailable('Too many concurrent changes to the same data. Try again shortly.', { cause: error });
  }
  const isAway = error instanceof ConnectError || isConnectionLost(error);
  if (isAway || isTimeUp(error) || NO_ANSWER.has(code)) {
    return databaseAway().with({ cause: error });
  }
  return storageFault(code, error) ?? error;
}

/** Storage errors that do not go away by themselves. */
function storageFault(code: string, cause: unknown): DomainError | undefined {
  const facts = { retryAfterSeconds: STORAGE_RETRY_AFTER_SECONDS, cause };
  const readOnly = 'The database is read-only at the moment, so nothing can be changed.';
  if (isReadOnlyServer(cause)) {
    return unavailable(readOnly, { retryAfterSeconds: TAKEN_OVER_AFTER_SECONDS, cause });
  }
  if (SQLITE_READ_ONLY.test(code)) return unavailable(readOnly, facts);
  if (FULL.has(code) || SQLITE_NO_STORAGE.test(code)) {
    return unavailable(
      'The database cannot store anything at the moment: its disk is full or failing.',
      facts,
    );
  }
  return undefined;
}

/** MySQL names the index; SQLite lists its columns, `users.accountId, users.userNameKey`. */
function findIndex(message: string, indices: readonly UniqueIndex[]): UniqueIndex | undefined {
  const key = /for key '(?:[^'.]+\.)?([^']+)'/.exec(message)?.[1];
  if (key !== undefined) return indices.find((index) => index.name === key);
  const listed = /constraint failed: (.+)$/.exec(message)?.[1];
  return indices.find(({ table, columns }) => {
    const names = columns.map((column) => `${table}.${column}`);
    return listed === names.join(', ') || listed === [`${table}.accountId`, ...names].join(', ');
  });
}

function driverError(error: unknown): DriverError {
  if (typeof error !== 'object' || error === null) return {};
  if ('driverError' in error && typeof error.driverError === 'object' && error.driverError !== null) {
    return error.driverError;
  }
  return error;
}

/** The reason of an error. Node.js reports a host whose addresses all refuse in an error without a message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ('code' in error ? String(error.code) : error.name);
}
