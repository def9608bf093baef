import { unavailable } from '../common/errors.js';

/** A unique index refused a row. `columns` are those of the index, without the account. */
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

/** A row cannot be deleted: others refer to it. */
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
}

const MYSQL_LOCK_CONFLICTS = new Set([
  1205, // ER_LOCK_WAIT_TIMEOUT
  1213, // ER_LOCK_DEADLOCK
  1020, // ER_CHECKREAD: MariaDB's snapshot isolation
  1452, // ER_NO_REFERENCED_ROW_2: what was found a moment ago has been deleted; the next run finds that out
]);

const CONNECTION_FAULTS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'POOL_CLOSED',
  'POOL_NONEONLINE',
  'ER_CON_COUNT_ERROR',
  'ER_SERVER_SHUTDOWN',
  'ER_NORMAL_SHUTDOWN',
  'ER_OPTION_PREVENTS_STATEMENT', // a replica that is read-only while another takes over
]);

const SQLITE_FULL_OR_READ_ONLY = /^SQLITE_(?:FULL|READONLY|IOERR|CANTOPEN)/;

/** Whether the whole transaction may be run again: another one was in its way, and the database undid this one. */
export function isLockConflict(error: unknown): boolean {
  const { errno, code } = driverError(error);
  return (errno !== undefined && MYSQL_LOCK_CONFLICTS.has(errno)) || (code ?? '').startsWith('SQLITE_BUSY');
}

/**
 * Says what a driver's error means: a DuplicateKeyError or StillReferencedError, an `unavailable` DomainError
 * where the database is away, full, read-only or busy for too long, or the error itself where it is a defect of ours.
 */
export function translateDriverError(error: unknown, uniqueIndices: readonly UniqueIndex[]): unknown {
  const { code, message = '' } = driverError(error);
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
  if (isLockConflict(error)) {
    return unavailable('Too many changes to the same data at once. Try again shortly.', { cause: error });
  }
  if (CONNECTION_FAULTS.has(code ?? '') || SQLITE_FULL_OR_READ_ONLY.test(code ?? '')) {
    return unavailable('The database does not answer at the moment. Try again shortly.', { cause: error });
  }
  return error;
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
