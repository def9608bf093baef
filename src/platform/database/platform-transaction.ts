import { AccountTransaction } from './account-transaction.js';
import type { Dialect } from './sql/fragments.js';
import { StatementBuilder } from './sql/statement.js';
import type { StatementRunner } from './sql/statement-runner.js';
import type { Scalar, Tables } from './sql/table.js';
import { Transaction } from './transaction.js';

/**
 * A transaction outside of accounts: for the accounts themselves and Declaree's operators. Refuses tables owned by
 * accounts, unless they are joined to their account.
 */
export class PlatformTransaction extends Transaction {
  constructor(
    runner: StatementRunner,
    tables: Tables,
    private readonly dialect: Dialect,
  ) {
    super(runner, tables, new StatementBuilder(tables, dialect, null));
  }

  /** The same transaction inside one account. */
  within(accountId: string): AccountTransaction {
    return new AccountTransaction(accountId, this.runner, this.tables, this.dialect);
  }

  /**
   * Reads across accounts: to find the owner of a credential and the size of each account. The statement itself must
   * join every owned table to its account.
   */
  queryAcrossAccounts<R>(sql: string, parameters: Scalar[]): Promise<R[]> {
    return this.runner.query<R[]>(sql, parameters);
  }
}
