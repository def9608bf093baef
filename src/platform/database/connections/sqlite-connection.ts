import { LRUCache } from 'lru-cache';
import Libsql from 'libsql';
import { PREPARED_AT_ONCE } from './prepared-at-once.js';

/**
 * A connection of libsql, which stands in for better-sqlite3. What TypeORM hands to `prepareDatabase` is one as well. Closing it
 * brings all that is committed into the database's file, so that it can be copied: libsql itself closes files late, when
 * the last prepared statement is gone, or never where the process is ended before.
 */
export class SqliteConnection extends Libsql {
  private readonly prepared = new LRUCache<string, Libsql.Statement>({ max: PREPARED_AT_ONCE });

  /** Lets `work` have a prepared statement to itself, since one cannot run twice at the same time. */
  async withStatement<T>(sql: string, work: (statement: Libsql.Statement) => Promise<T>): Promise<T> {
    const statement = this.prepared.get(sql) ?? this.prepare(sql);
    this.prepared.delete(sql);
    const result = await work(statement);
    this.prepared.set(sql, statement);
    return result;
  }

  override close(): this {
    this.prepared.clear();
    try {
      this.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // Whoever else has the file open, or cleans the disk that is full, does it when closing.
    }
    return super.close();
  }
}
