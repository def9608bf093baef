import type { PoolConnection, RowDataPacket } from 'mysql2';

export type ServerKind = 'mariadb' | 'mysql';

/** The largest number that the servers take. */
const NO_LIMIT = '18446744073709551615';

/**
 * Every variable of a session on which the meaning of our statements depends, whatever the server's defaults are:
 * what texts, operators and NULL mean, which rows are given, what is checked, and what COMMIT ends.
 */
const VARIABLES: Readonly<Record<string, string>> = {
  // Without NO_BACKSLASH_ESCAPES, ANSI_QUOTES, HIGH_NOT_PRECEDENCE, PIPES_AS_CONCAT, EMPTY_STRING_IS_NULL, PAD_CHAR…
  sql_mode: `'STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`,
  character_set_client: 'utf8mb4',
  character_set_results: 'utf8mb4',
  collation_connection: 'utf8mb4_bin',
  time_zone: `'+00:00'`,
  // By an error's words it is known which name is taken.
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
  // Locks are waited for less long than clients wait.
  innodb_lock_wait_timeout: '5',
  lock_wait_timeout: '10',
};

/** Those that only one of the servers has. */
const OWN_VARIABLES: Readonly<Record<ServerKind, Readonly<Record<string, string>>>> = {
  mariadb: {
    old_mode: `''`,
    check_constraint_checks: '1',
    // Seconds, fewer than the program waits: what it has given up, or what its crash leaves, must not run on.
    max_statement_time: '15',
  },
  mysql: {
    // A hash join reads a whole table where it is small and loses the order of the rows that it is joined to, so that a page
    // would be sorted out of everything.
    optimizer_switch: `'block_nested_loop=off'`,
    // Milliseconds, of reads only; changes wait for locks, and for little else.
    max_execution_time: '15000',
  },
};

/**
 * Reads see what is committed at each statement, as SQLite's do: under MySQL's own default, a search for what is
 * not there would lock a gap that other writers then wait for.
 */
const TRANSACTIONS = 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE';

/** What a new connection runs before anything else, and is of no use without. */
export function sessionStatements(kind: ServerKind): readonly string[] {
  const assignments = Object.entries({ ...VARIABLES, ...OWN_VARIABLES[kind] });
  return [TRANSACTIONS, `SET ${assignments.map(([name, value]) => `SESSION ${name} = ${value}`).join(', ')}`];
}

/** Lets statements of a session take as long as they take. */
export const UNLIMITED: Readonly<Record<ServerKind, string>> = {
  mariadb: 'SET SESSION max_statement_time = 0',
  mysql: 'SET SESSION max_execution_time = 0',
};

const packetLimits = new WeakMap<PoolConnection, number>();

/** How many bytes a statement and its values may have together on this connection, which is asked once. */
export async function packetLimit(connection: PoolConnection): Promise<number> {
  const known = packetLimits.get(connection);
  if (known !== undefined) return known;
  const [rows] = await connection.promise().query<RowDataPacket[]>('SELECT @@max_allowed_packet AS bytes');
  const limit = Number(rows[0]?.['bytes']);
  packetLimits.set(connection, limit);
  return limit;
}
