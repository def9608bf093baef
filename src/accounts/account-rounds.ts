import type { Logger } from 'pino';
import { PeriodicWork } from '../platform/background/periodic-work.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { all, idIs, not, present } from '../platform/database/sql/predicate.js';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Account } from './account.entity.js';

type FindAccounts = (tx: PlatformTransaction) => Promise<{ id: string }[]>;

/**
 * Background work on one account after the other, until the program stops. Failures are logged: a locked or busy account
 * does not stop the work on others.
 */
export abstract class AccountRounds extends PeriodicWork {
  /** @param failure the log message for a failure */
  protected constructor(
    protected readonly unitOfWork: UnitOfWork,
    protected readonly logger: Logger,
    private readonly failure: string,
  ) {
    super();
  }

  /** Works on the accounts that `find` finds, all of them by default. Never throws. */
  protected async forEachAccount(
    work: (accountId: string) => Promise<void>,
    find: FindAccounts = (tx) => tx.select(Account, { columns: ['id'] }),
  ): Promise<void> {
    const accounts = await this.attempt({}, () => this.unitOfWork.readPlatform(find));
    for (const { id } of accounts ?? []) await this.attempt({ accountId: id }, () => work(id));
  }

  /**
   * Like `forEachAccount`, in one transaction per account, and after all earlier rounds of this service. Locks
   * the account, so that two replicas do not do the same, and leaves out those that are being removed.
   * @param work also gets the account's name
   */
  protected lockEachAccount(
    find: FindAccounts,
    work: (tx: AccountTransaction, name: string) => Promise<void>,
  ): Promise<void> {
    const lock = async (tx: AccountTransaction) => {
      const where = all(idIs(tx.accountId), not(present('removingSince')));
      const account = await tx.find(Account, { columns: ['name'], where, forUpdate: true });
      if (account) await work(tx, account.name);
    };
    return this.inTurn(() => this.forEachAccount((id) => this.unitOfWork.write(id, lock), find));
  }

  /** The result of `work`; undefined after a failure, or if the program is about to end. */
  protected async attempt<T>(
    context: { accountId?: string },
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    if (this.isStopped) return undefined;
    try {
      return await work();
    } catch (error) {
      this.logger.error({ err: error, ...context }, this.failure);
      return undefined;
    }
  }
}
