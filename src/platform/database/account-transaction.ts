import type { Author } from './author.js';
import type { Dialect } from './sql/fragments.js';
import { StatementBuilder } from './sql/statement.js';
import type { StatementRunner } from './sql/statement-runner.js';
import type { Tables } from './sql/table.js';
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
    private readonly dialect: Dialect & { deletedToo?: boolean },
  ) {
    super(runner, tables, new StatementBuilder(tables, dialect, accountId, dialect.deletedToo));
  }

  /** The same transaction, to which deleted users are there as well; for erasing what is left of them. */
  withDeleted(): AccountTransaction {
    const scope = { ...this.dialect, deletedToo: true };
    return new AccountTransaction(this.accountId, this.runner, this.tables, scope);
  }

  /** The same transaction in somebody's name. Only with it can be changed what the audit trail tells of. */
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

/** An account's transaction that knows who asked for it, so that nothing can be changed without a record of who did. */
export class AuthoredTransaction extends AccountTransaction {
  constructor(
    readonly author: Author,
    accountId: string,
    { runner, tables, dialect }: Means,
  ) {
    super(accountId, runner, tables, dialect);
  }
}
