import type { Dialect } from './fragments.js';
import { StatementBuilder } from './statement.js';
import type { StatementRunner } from './statement-runner.js';
import type { Tables } from './table.js';
import { Transaction } from './transaction.js';

/**
 * The only way to the tables that accounts own: whatever it reads or changes belongs to its account, because
 * it adds the account to every statement itself. It lives no longer than the unit of work that gave it.
 */
export class AccountTransaction extends Transaction {
  constructor(
    readonly accountId: string,
    runner: StatementRunner,
    tables: Tables,
    dialect: Dialect,
  ) {
    super(runner, tables, new StatementBuilder(tables, dialect, accountId));
  }
}
