import type { PoolConnection, RowDataPacket } from 'mysql2';

export type ServerKind = 'mariadb' | 'mysql';

/** The largest number that servers accept. */
const NO_LIMIT = '18446744073709551615';

/** All session variables that change the meaning of our statements, so that server defaults do not matter. */
const VARIABLES: Readonly<Record<string, string>> = {
  // Without NO_BACKSLASH_ESCAPES, ANSI_QUOTES, HIGH_NOT_PRECEDENCE, PIPES_AS_CONCAT, EMPTY_STRING_IS_NULL, PAD_CHAR…
  sql_mode: `'STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`,
  character_set_client: 'utf8mb4',
  character_set_results: 'utf8mb4',
  collation_connection: 'utf8mb4_bin',
  time_zone: `'+00:00'`,
  // driver-errors.ts parses English messages.
  lc_messages: `'en_US'`,
  sql_select_limit: NO_LIMIT,
  max_join_size: NO_LIMIT,
  sql_big_selects: '1',
  sql_auto_is_null: '0',
  sql_safe_updates: '0',
  max_sort_length: '1024',
  div_precision_increment: '4',
  autocommit: '1',
  completion_type: `'NO_CHAIN'`,
  foreign_key_checks: '1',
  unique_checks: '1',
  default_storage_engine: 'InnoDB',
  // Lock waits end before clients give up.
  innodb_lock_wait_timeout: '5',
  lock_wait_timeout: '10',
};

/** Variables that only one of the servers has. */
const OWN_VARIABLES: Readonly<Record<ServerKind, Readonly<Record<string, string>>>> = {
  mariadb: {
    old_mode: `''`,
    check_constraint_checks: '1',
    // In seconds, less than the program waits: an abandoned statement must not keep running.
    max_statement_time: '15',
  },
  mysql: {
    // A hash join reads small tables as a whole and loses the row order, so that every page would need a full sort.
    optimizer_switch: `'block_nested_loop=off'`,
    // In milliseconds, for reads only; writes mostly wait for locks.
    max_execution_time: '15000',
  },
};

/**
 * Like SQLite, each statement sees what is committed. MySQL's default level would lock gaps that other writers then
 * wait for.
 */
const TRANSACTIONS = 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE';

/** The first statements on a new connection. */
export function sessionStatements(kind: ServerKind): readonly string[] {
  const assignments = Object.entries({ ...VARIABLES, ...OWN_VARIABLES[kind] });
  return [TRANSACTIONS, `SET ${assignments.map(([name, value]) => `SESSION ${name} = ${value}`).join(', ')}`];
}

/** Removes a session's time limit for statements. */
export const UNLIMITED: Readonly<Record<ServerKind, string>> = {
  mariadb: 'SET SESSION max_statement_time = 0',
  mysql: 'SET SESSION max_execution_time = 0',
};

const packetLimits = new WeakMap<PoolConnection, number>();

/** Maximum bytes of a statement with its values on this connection. Cached per connection. */
export async function packetLimit(connection: PoolConnection): Promise<number> {
  const known = packetLimits.get(connection);
  if (known !== undefined) return known;
  const [rows] = await connection.promise().query<RowDataPacket[]>('SELECT @@max_allowed_packet AS bytes');
  const limit = Number(rows[0]?.['bytes']);
  packetLimits.set(connection, limit);
  return limit;
}
