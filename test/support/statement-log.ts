import type { Logger } from 'typeorm';

/** Remembers the SQL statements that ran, transactions' beginnings and ends included. */
export class StatementLog implements Logger {
  readonly statements: string[] = [];

  clear(): void {
    this.statements.length = 0;
  }

  logQuery(query: string): void {
    this.statements.push(query);
  }

  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}
