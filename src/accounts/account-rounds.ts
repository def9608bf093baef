import type { Logger } from 'pino';
import { PeriodicWork } from '../platform/background/periodic-work.js';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Account } from './account.entity.js';

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

  protected async forEachAccount(work: (accountId: string) => Promise<void>): Promise<void> {
    const accounts = await this.attempt({}, () =>
      this.unitOfWork.readPlatform((tx) => tx.select(Account, { columns: ['id'] })),
    );
    for (const { id } of accounts ?? []) await this.attempt({ accountId: id }, () => work(id));
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
