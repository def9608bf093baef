import type { Logger } from 'typeorm';
import type { Scalar } from '../../src/platform/database/sql/columns.js';

/** Remembers the SQL statements that ran, transactions' beginnings and ends included. */
export class StatementLog implements Logger {
  readonly runs: { sql: string; parameters: Scalar[] }[] = [];
  /** How long the whole process stands still before each statement, as on a busy machine, in milliseconds. */
  pauseMs = 0;

  get statements(): string[] {
    return this.runs.map(({ sql }) => sql);
  }

  clear(): void {
    this.runs.length = 0;
  }

  logQuery(sql: string, parameters: Scalar[] = []): void {
    if (this.pauseMs > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, this.pauseMs);
    this.runs.push({ sql, parameters });
  }

  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}
