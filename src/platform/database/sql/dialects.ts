import type { DataSource } from 'typeorm';
import type { Dialect } from './fragments.js';

const SQLITE: Dialect = {
  forUpdate: '',
  forShare: '',
  forceIndex: () => '',
  concatenate: (...texts) => `(${texts.join(' || ')})`,
  // SQLite runs on the program's only thread, which serves others between statements. A statement costs no
  // round trip.
  batch: { keys: 250, values: 1_000 },
};

/** The dialect of MySQL and MariaDB. */
const SERVER: Dialect = {
  forUpdate: 'FOR UPDATE',
  forShare: 'LOCK IN SHARE MODE',
  forceIndex: (index) => (index === undefined ? '' : ` FORCE INDEX (\`${index}\`)`),
  // Without a text column in it, the result would be compared by the connection's collation, which ignores
  // trailing spaces.
  concatenate: (...texts) => `CAST(CONCAT(${texts.join(', ')}) AS BINARY)`,
  // Writing more values at once would keep the program's only thread from others for too long.
  batch: { keys: 1_000, values: 4_000 },
};

/** The dialect of a database's statements. */
export function dialectOf({ options }: DataSource): Dialect {
  return options.type === 'better-sqlite3' ? SQLITE : SERVER;
}
