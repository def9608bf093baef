import Libsql from 'libsql';

/**
 * A connection of libsql, which stands in for better-sqlite3. What TypeORM hands to `prepareDatabase` is one as well. Closing it
 * brings all that is committed into the database's file, so that it can be copied: libsql itself closes files late, when
 * the last prepared statement is gone, or never where the process is ended before.
 */
export class SqliteConnection extends Libsql {
  override close(): this {
    try {
      this.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // Whoever else has the file open, or cleans the disk that is full, does it when closing.
    }
    return super.close();
  }
}
