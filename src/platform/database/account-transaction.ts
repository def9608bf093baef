import type { Author } from './author.js';
import type { Dialect } from './sql/fragments.js';
import { StatementBuilder } from './sql/statement.js';
import type { StatementRunner } from './sql/statement-runner.js';
import type { Tables } from './sql/table.js';
import { Transaction } from './transaction.js';

/**
 * The only access to tables owned by accounts: adds the account to every statement. Only valid within its unit of work.
 */
export class AccountTransaction extends Transaction {
  constructor(
    readonly accountId: string,
    runner: StatementRunner,
    tables: Tables,
    private readonly dialect: Dialect & { deletedToo?: boolean },
  ) {
    super(runner, tables, new StatementBuilder(tables, dialect, accountId, dialect.deletedToo));
  }

  /** The same transaction including deleted users, for erasing their data. */
  withDeleted(): AccountTransaction {
    const scope = { ...this.dialect, deletedToo: true };
    return new AccountTransaction(this.accountId, this.runner, this.tables, scope);
  }

  /** The same transaction with an author, which audited changes require. */
  by(author: Author): AuthoredTransaction {
    return new AuthoredTransaction(author, this.accountId, {
      runner: this.runner,
      tables: this.tables,
      dialect: this.dialect,
    });
  }
}

interface Means {
  runner: StatementRunner;
  tables: Tables;
  dialect: Dialect;
}

/** An account transaction with an author, so that every change can be audited. */
export class AuthoredTransaction extends AccountTransaction {
  constructor(
    readonly author: Author,
    accountId: string,
    { runner, tables, dialect }: Means,
  ) {
    super(accountId, runner, tables, dialect);
  }
}
