import type { ServerKind } from './session.js';

/** The first versions with what the tables need: MySQL's `utf8mb4_0900_bin`, and MariaDB's oldest that is still cared for. */
const OLDEST: Readonly<Record<ServerKind, readonly [number, number, number]>> = {
  mysql: [8, 0, 17],
  mariadb: [10, 6, 0],
};

const NAMES: Readonly<Record<ServerKind, string>> = { mysql: 'MySQL', mariadb: 'MariaDB' };

/** What a server is by its `VERSION()`. Throws an Error, in one line, where it is too old. */
export function kindOfServer(version: string): ServerKind {
  const kind = /mariadb/i.test(version) ? 'mariadb' : 'mysql';
  const oldest = OLDEST[kind];
  const found = (/^\d+\.\d+\.\d+/.exec(version)?.[0] ?? '').split('.').map(Number);
  // TiDB gives MySQL's version that it began with, and its own behind it.
  if (!/tidb/i.test(version) && isBefore(found, oldest)) {
    throw new Error(`${NAMES[kind]} ${version} is too old: it takes ${oldest.join('.')} or later`);
  }
  return kind;
}

function isBefore(found: readonly number[], oldest: readonly number[]): boolean {
  const at = oldest.findIndex((part, index) => part !== found[index]);
  return at !== -1 && (found[at] ?? 0) < (oldest[at] ?? 0);
}
