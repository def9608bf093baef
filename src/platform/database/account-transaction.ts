import type { Author, Cause } from './author.js';
import { AT_ONCE, Pace, rowsAtOnce } from './gradual-read.js';
import type { Dialect } from './sql/fragments.js';
import { StatementBuilder } from './sql/statement-builder.js';
import type { OnSnapshot, StatementRunner } from './sql/statement-runner.js';
import type { Tables } from './sql/table.js';
import { Transaction } from './transaction.js';

/**
 * The only access to tables owned by accounts: adds the account to every statement. Only valid within its unit of work.
 */
export class AccountTransaction extends Transaction {
  constructor(
    readonly accountId: string,
    private readonly means: Means,
  ) {
    const { runner, tables, dialect, isShared } = means;
    super(runner, tables, new StatementBuilder(tables, dialect, accountId, dialect.deletedToo), isShared);
  }

  /** The same transaction including deleted users, for erasing their data. */
  withDeleted(): AccountTransaction {
    const dialect = { ...this.means.dialect, deletedToo: true };
    return new AccountTransaction(this.accountId, { ...this.means, dialect });
  }

  /** The same transaction with an author, which audited changes require. */
  by(author: Author, cause: Cause = {}): AuthoredTransaction {
    return new AuthoredTransaction(author, cause, { accountId: this.accountId, means: this.means });
  }

  /** How many rows a statement should read at most; `gradually` reads more. */
  get rowsAtOnce(): number {
    const { onSnapshot, isShared } = this.means;
    return onSnapshot ? rowsAtOnce(isShared()) : AT_ONCE.rows;
  }

  /**
   * Runs a long read in several statements, so that it leaves time for other accounts. `work` asks `pace` how many rows the
   * next statement may read, and awaits `pace.rest` between two of them. All of them see one state of the database. SQLite, and
   * transactions that change something, get a pace without limits.
   */
  gradually<T>(work: (pace: Pick<Pace, 'rows' | 'rest'>) => Promise<T>): Promise<T> {
    const { onSnapshot, isShared } = this.means;
    return onSnapshot ? onSnapshot(() => work(new Pace(isShared))) : work(AT_ONCE);
  }

  /** Calls `effect` after the commit, once. Not called if the transaction fails. It must not throw. */
  afterCommit(effect: () => void): void {
    this.means.effects.push(effect);
  }

  /** Called by the unit of work, after the commit. */
  committed(): void {
    for (const effect of this.means.effects.splice(0)) effect();
  }
}

/** What a transaction needs. */
interface Means {
  runner: StatementRunner;
  tables: Tables;
  dialect: Dialect & { deletedToo?: boolean };
  /** What to do once the transaction is committed; shared by all views of it. */
  effects: (() => void)[];
  /** Whether long work should pause for other accounts. */
  isShared: () => boolean;
  /** In a read on a database server. */
  onSnapshot?: OnSnapshot | undefined;
}

/** An account transaction with an author, so that every change can be audited and undone. */
export class AuthoredTransaction extends AccountTransaction {
  private atEnd: (() => Promise<void>)[] | undefined;

  constructor(
    readonly author: Author,
    readonly cause: Cause,
    { accountId, means }: { accountId: string; means: Means },
  ) {
    super(accountId, means);
  }

  /**
   * Runs work that makes many changes. What `Collected` would write for each change, it writes once, at the
   * end.
   */
  async together<T>(work: () => Promise<T>): Promise<T> {
    if (this.atEnd) return work();
    const effects: (() => Promise<void>)[] = [];
    this.atEnd = effects;
    const result = await work().finally(() => (this.atEnd = undefined));
    for (const effect of effects) await effect();
    return result;
  }

  /** Runs `effect` at the end of `together`. Returns false, and does nothing, outside of it. */
  later(effect: () => Promise<void>): boolean {
    this.atEnd?.push(effect);
    return this.atEnd !== undefined;
  }
}
