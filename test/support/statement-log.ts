import type { Logger } from 'typeorm';
import type { Scalar } from '../../src/platform/database/sql/columns.js';

/** Remembers the SQL statements that ran, transactions' beginnings and ends included. */
export class StatementLog implements Logger {
  readonly runs: { sql: string; parameters: Scalar[] }[] = [];

  get statements(): string[] {
    return this.runs.map(({ sql }) => sql);
  }

  clear(): void {
    this.runs.length = 0;
  }

  logQuery(sql: string, parameters: Scalar[] = []): void {
    this.runs.push({ sql, parameters });
  }

  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}
