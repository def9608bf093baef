export type ServerKind = 'mariadb' | 'mysql';

/**
 * Reads see what is committed at each statement, as SQLite's do: under MySQL's own default, a search for what is
 * not there would lock a gap that other writers then wait for. Locks are waited for less long than clients wait.
 */
const SESSION = [
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  'SET SESSION innodb_lock_wait_timeout = 5, SESSION lock_wait_timeout = 10',
];

/**
 * A hash join reads a whole table where it is small, and loses the order of the rows that it is joined to; a page would
 * then be sorted out of everything.
 */
const MYSQL_SESSION = ["SET SESSION optimizer_switch = 'block_nested_loop=off'"];

/** What a new connection runs first. */
export function sessionStatements(kind: ServerKind): readonly string[] {
  return kind === 'mysql' ? [...SESSION, ...MYSQL_SESSION] : SESSION;
}
