import { Injectable } from '@nestjs/common';
import { ModulesService } from '../accounts/modules.service.js';
import type { Waiter } from '../common/waiter.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { expensesOff } from './refusals.js';

/** Transactions of accounts that have the module. Both throw `forbidden` (`expenses-module-off`) for others. */
@Injectable()
export class Expenses {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly modules: ModulesService,
  ) {}

  read<T>(accountId: string, work: (tx: AccountTransaction) => Promise<T>): Promise<T> {
    return this.unitOfWork.read(accountId, async (tx) => {
      await this.requireOn(tx);
      return work(tx);
    });
  }

  /** For lists whose cost grows with the account. Throws `invalid` (`too-costly`) if they take too long. */
  search<T>(accountId: string, work: (tx: AccountTransaction) => Promise<T>, client: Waiter): Promise<T> {
    return this.unitOfWork.search(
      accountId,
      async (tx) => {
        await this.requireOn(tx);
        return work(tx);
      },
      client,
    );
  }

  write<T>(accountId: string, work: (tx: AccountTransaction) => Promise<T>): Promise<T> {
    return this.unitOfWork.write(accountId, async (tx) => {
      await this.requireOn(tx);
      return work(tx);
    });
  }

  private async requireOn(tx: AccountTransaction): Promise<void> {
    const { enabled } = await this.modules.status(tx, 'expenses');
    if (!enabled) throw expensesOff();
  }
}
