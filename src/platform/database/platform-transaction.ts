import { AccountTransaction } from './account-transaction.js';
import type { Dialect } from './sql/fragments.js';
import { StatementBuilder } from './sql/statement-builder.js';
import type { StatementRunner } from './sql/statement-runner.js';
import { type Tables, convert } from './sql/table.js';
import { Transaction } from './transaction.js';
import { rowsAs } from './sql/borders.js';
import type { Scalar } from './sql/columns.js';
import type { RawStatement } from './sql/raw-statement.js';

/** Such a transaction does not pause for other accounts, because they may wait for its locks. */
const NEVER_SHARED = () => false;

/**
 * A transaction outside of accounts: for the accounts themselves and Declaree's operators. Refuses tables owned by
 * accounts, unless they are joined to their account.
 */
export class PlatformTransaction extends Transaction {
  /** The account transactions that it has opened. */
  private readonly inside: AccountTransaction[] = [];

  constructor(
    runner: StatementRunner,
    tables: Tables,
    private readonly dialect: Dialect,
  ) {
    super(runner, tables, new StatementBuilder(tables, dialect, null), NEVER_SHARED);
  }

  /** The same transaction inside one account. */
  within(accountId: string): AccountTransaction {
    const { runner, tables, dialect } = this;
    const tx = new AccountTransaction(accountId, {
      runner,
      tables,
      dialect,
      effects: [],
      isShared: NEVER_SHARED,
    });
    this.inside.push(tx);
    return tx;
  }

  /** Called by the unit of work, after the commit. */
  committed(): void {
    for (const tx of this.inside) tx.committed();
  }

  /**
   * Reads across accounts, for the two questions that no account is known for: whose credential is this, and
   * how large is each account?
   */
  async queryAcrossAccounts<Row>(
    { sql, conversions }: RawStatement<Row>,
    parameters: Scalar[],
  ): Promise<Row[]> {
    const rows = await this.runner.query(sql, parameters);
    convert(rows, conversions);
    return rowsAs<Row>(rows);
  }
}
