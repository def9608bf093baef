import type { ServerKind } from './session.js';

/** Minimum versions: MySQL for `utf8mb4_0900_bin`, MariaDB's oldest supported release. */
const OLDEST: Readonly<Record<ServerKind, readonly [number, number, number]>> = {
  mysql: [8, 0, 17],
  mariadb: [10, 6, 0],
};

const NAMES: Readonly<Record<ServerKind, string>> = { mysql: 'MySQL', mariadb: 'MariaDB' };

/** The server type by its `VERSION()`. Throws a one-line Error if the version is too old. */
export function kindOfServer(version: string): ServerKind {
  const kind = /mariadb/i.test(version) ? 'mariadb' : 'mysql';
  const oldest = OLDEST[kind];
  const found = (/^\d+\.\d+\.\d+/.exec(version)?.[0] ?? '').split('.').map(Number);
  // TiDB reports an old MySQL version, followed by its own.
  if (!/tidb/i.test(version) && isBefore(found, oldest)) {
    throw new Error(`${NAMES[kind]} ${version} is too old: Declaree needs ${oldest.join('.')} or later`);
  }
  return kind;
}

function isBefore(found: readonly number[], oldest: readonly number[]): boolean {
  const at = oldest.findIndex((part, index) => part !== found[index]);
  return at !== -1 && (found[at] ?? 0) < (oldest[at] ?? 0);
}
