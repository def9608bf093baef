import { LRUCache } from 'lru-cache';
import Libsql from 'libsql';
import { PREPARED_AT_ONCE } from './prepared-at-once.js';

/** A prepared statement, and whether it gives rows, which libsql looks up anew each time. */
interface Prepared {
  statement: Libsql.Statement;
  isReader: boolean;
}

/**
 * A libsql connection that replaces better-sqlite3. TypeORM passes it to `prepareDatabase`. `close` writes all
 * committed changes to the database file, so that it can be copied; libsql itself closes files late or never.
 */
export class SqliteConnection extends Libsql {
  private readonly prepared = new LRUCache<string, Prepared>({ max: PREPARED_AT_ONCE });

  /** Gives `work` exclusive use of a prepared statement, which cannot run twice at the same time. */
  async withStatement<T>(sql: string, work: (prepared: Prepared) => Promise<T>): Promise<T> {
    const prepared = this.prepared.get(sql) ?? preparedBy(this.prepare(sql));
    this.prepared.delete(sql);
    const result = await work(prepared);
    this.prepared.set(sql, prepared);
    return result;
  }

  override close(): this {
    this.prepared.clear();
    try {
      this.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // Another process has the file open, or the disk is full; a later close does it.
    }
    return super.close();
  }
}

function preparedBy(statement: Libsql.Statement): Prepared {
  return { statement, isReader: statement.reader };
}
