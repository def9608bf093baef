import type { DataSource } from 'typeorm';
import type { Dialect } from './fragments.js';

const SQLITE: Dialect = {
  forUpdate: '',
  forShare: '',
  forceIndex: () => '',
  concatenate: (...texts) => `(${texts.join(' || ')})`,
  // It runs on the program's one thread, where others are served between statements; each costs no round trip.
  batch: { keys: 250, values: 1_000 },
};

/** Of MySQL and MariaDB. */
const SERVER: Dialect = {
  forUpdate: 'FOR UPDATE',
  forShare: 'LOCK IN SHARE MODE',
  forceIndex: (index) => (index === undefined ? '' : ` FORCE INDEX (\`${index}\`)`),
  // Without a text column in it, the result would compare by the connection's collation, blanks at the end ignored.
  concatenate: (...texts) => `CAST(CONCAT(${texts.join(', ')}) AS BINARY)`,
  // Writing out more values at once would keep the program's one thread from others for long.
  batch: { keys: 1_000, values: 4_000 },
};

/** What a database's statements are written in. */
export function dialectOf({ options }: DataSource): Dialect {
  return options.type === 'better-sqlite3' ? SQLITE : SERVER;
}
