import { LRUCache } from 'lru-cache';
import Libsql from 'libsql';
import { PREPARED_AT_ONCE } from './prepared-at-once.js';

/** A prepared statement, and what libsql would look up again each time. */
interface Prepared {
  /** Returns each row as a list of values. */
  statement: Libsql.Statement;
  /** The names of a row's values; undefined if the statement returns no rows. */
  columns: readonly string[] | undefined;
  /** Whether it is running: it cannot run twice at the same time. */
  isBusy: boolean;
}

type Work<T> = (prepared: Prepared) => Promise<T>;

/** How many connections for reads are opened besides the first one. */
const OTHERS_AT_MOST = 7;

/**
 * A libsql connection that replaces better-sqlite3. TypeORM passes it to `prepareDatabase`. `close` writes all
 * committed changes to the database file, so that it can be copied; libsql itself closes files late or never.
 */
export class SqliteConnection extends Libsql {
  private readonly prepared = new LRUCache<string, Prepared>({ max: PREPARED_AT_ONCE });
  private isForReads = false;
  private isBusy = false;
  private readonly others: SqliteConnection[] = [];
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly file: string,
    private readonly settings: Libsql.Options = {},
  ) {
    super(file, settings);
  }

  /**
   * Makes the connection read-only, and gives each concurrent statement a connection of its own. On a shared
   * one, as long as any statement runs, all would see the database as it was when the first of them began:
   * somebody who was deactivated meanwhile would still be let in.
   */
  useForReads(): void {
    this.pragma('query_only = ON');
    this.isForReads = true;
  }

  /** Gives `work` exclusive use of a prepared statement, which cannot run twice at the same time. */
  async withStatement<T>(sql: string, work: Work<T>): Promise<T> {
    if (!this.isForReads) return this.exclusively(sql, work);
    let connection = this.takeIdle();
    while (!connection) {
      await new Promise<void>((resolve) => void this.waiting.push(resolve));
      connection = this.takeIdle();
    }
    try {
      return await connection.exclusively(sql, work);
    } finally {
      connection.isBusy = false;
      this.waiting.shift()?.();
    }
  }

  override close(): this {
    for (const other of this.others.splice(0)) other.close();
    this.prepared.clear();
    try {
      this.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // Another process has the file open, or the disk is full; a later close does it.
    }
    return super.close();
  }

  private async exclusively<T>(sql: string, work: Work<T>): Promise<T> {
    let prepared = this.prepared.get(sql);
    if (!prepared || prepared.isBusy) {
      prepared = preparedBy(this.prepare(sql));
      this.prepared.set(sql, prepared);
    }
    prepared.isBusy = true;
    try {
      return await work(prepared);
    } catch (error) {
      this.prepared.delete(sql);
      throw error;
    } finally {
      prepared.isBusy = false;
    }
  }

  /** A connection on which no statement runs, marked as busy; undefined if there is none. */
  private takeIdle(): SqliteConnection | undefined {
    const found = this.isBusy ? (this.others.find(({ isBusy }) => !isBusy) ?? this.openOther()) : this;
    if (found) found.isBusy = true;
    return found;
  }

  private openOther(): SqliteConnection | undefined {
    if (this.others.length === OTHERS_AT_MOST) return undefined;
    const other = new SqliteConnection(this.file, this.settings);
    other.pragma('query_only = ON');
    this.others.push(other);
    return other;
  }
}

function preparedBy(statement: Libsql.Statement): Prepared {
  if (!statement.reader) return { statement, columns: undefined, isBusy: false };
  return { statement: statement.raw(), columns: statement.columns().map(({ name }) => name), isBusy: false };
}
