import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountTransaction } from './account-transaction.js';
import { isLockConflict, translateDriverError } from './driver-errors.js';
import { PlatformTransaction } from './platform-transaction.js';
import type { Dialect } from './fragments.js';
import { StatementRunner } from './statement-runner.js';
import { Tables } from './table.js';
import { Turns } from './turns.js';

/** The data source that reads go to: SQLite's own read-only connection, or the same pool as writes. */
export const READ_SOURCE = Symbol('READ_SOURCE');

const ATTEMPTS = 6;

type Open<Tx> = (runner: StatementRunner) => Tx;

/**
 * Opens transactions. `read` sees committed data only; `write` is all or nothing, and runs its work again from
 * the beginning when another transaction was in the way, so that work must have no effect outside the database.
 */
@Injectable()
export class UnitOfWork {
  private readonly tables: Tables;
  private readonly uniqueIndices: { name: string; table: string; columns: string[] }[];
  private readonly turns = new Turns();
  private readonly isSqlite: boolean;
  private readonly dialect: Dialect;

  constructor(
    private readonly writeSource: DataSource,
    @Inject(READ_SOURCE) private readonly readSource: DataSource,
  ) {
    this.tables = new Tables(writeSource);
    this.uniqueIndices = writeSource.entityMetadatas.flatMap((metadata) =>
      metadata.indices
        .filter((index) => index.isUnique)
        .map(({ name, columns }) => ({
          name,
          table: metadata.tableName,
          columns: columns.map((column) => column.databaseName).filter((column) => column !== 'accountId'),
        })),
    );
    this.isSqlite = writeSource.options.type === 'better-sqlite3';
    this.dialect = this.isSqlite
      ? { lockClause: '', shareClause: '', concatenate: (...texts) => `(${texts.join(' || ')})` }
      : {
          lockClause: 'FOR UPDATE',
          shareClause: 'LOCK IN SHARE MODE',
          // Without a text column in it, the result would compare by the connection's collation, blanks at the end ignored.
          concatenate: (...texts) => `CAST(CONCAT(${texts.join(', ')}) AS BINARY)`,
        };
  }

  read<T>(accountId: string, work: (tx: AccountTransaction) => Promise<T>): Promise<T> {
    return this.reading(this.account(accountId), work);
  }

  /** Throws DuplicateKeyError where a unique index refuses, `unavailable` where the database is away or too busy. */
  write<T>(accountId: string, work: (tx: AccountTransaction) => Promise<T>): Promise<T> {
    return this.writing(this.account(accountId), work);
  }

  readPlatform<T>(work: (tx: PlatformTransaction) => Promise<T>): Promise<T> {
    return this.reading(this.platform, work);
  }

  writePlatform<T>(work: (tx: PlatformTransaction) => Promise<T>): Promise<T> {
    return this.writing(this.platform, work);
  }

  private readonly platform: Open<PlatformTransaction> = (runner) =>
    new PlatformTransaction(runner, this.tables, this.dialect);

  private account(accountId: string): Open<AccountTransaction> {
    return (runner) => new AccountTransaction(accountId, runner, this.tables, this.dialect);
  }

  private async reading<Tx, T>(open: Open<Tx>, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.connected(this.readSource, (runner) => work(open(runner)));
  }

  private async writing<Tx, T>(open: Open<Tx>, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await (this.isSqlite
          ? this.turns.take(() => this.attempt(open, work))
          : this.attempt(open, work));
      } catch (error) {
        if (attempt === ATTEMPTS || !isLockConflict(causeOf(error))) throw error;
        // A random pause, growing, keeps the same two from meeting again.
        await sleep(Math.random() * 10 * 2 ** attempt);
      }
    }
  }

  private attempt<Tx, T>(open: Open<Tx>, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.connected(this.writeSource, async (runner) => {
      // On SQLite a transaction that begins as a reader could fail at its first write with no way to wait.
      await runner.query(this.isSqlite ? 'BEGIN IMMEDIATE' : 'START TRANSACTION');
      try {
        const result = await work(open(runner));
        await runner.query('COMMIT');
        return result;
      } catch (error) {
        await runner.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  private async connected<T>(source: DataSource, work: (runner: StatementRunner) => Promise<T>): Promise<T> {
    const runner = source.createQueryRunner();
    try {
      return await work(
        new StatementRunner(runner, (error) => translateDriverError(error, this.uniqueIndices)),
      );
    } finally {
      // SQLite's one query runner is shared by all and is never given back.
      if (!this.isSqlite) await runner.release();
    }
  }
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}
