import type Libsql from 'libsql';

/** What TypeORM hands to `prepareDatabase`: a connection of libsql, which stands in for better-sqlite3. */
export type SqliteConnection = InstanceType<typeof Libsql>;
