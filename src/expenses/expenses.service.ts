import { Injectable } from '@nestjs/common';
import { ModulesService } from '../accounts/modules.service.js';
import type { Waiter } from '../common/waiter.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { expensesOff } from './refusals.js';

type Work<T> = (tx: AccountTransaction) => Promise<T>;

/** Transactions of accounts that have the module. All throw `forbidden` (`expenses-module-off`) for others. */
@Injectable()
export class Expenses {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly modules: ModulesService,
  ) {}

  read<T>(accountId: string, work: Work<T>): Promise<T> {
    return this.unitOfWork.read(accountId, this.ifOn(work));
  }

  /** For lists whose cost grows with the account. Throws `invalid` (`too-costly`) if they take too long. */
  search<T>(accountId: string, work: Work<T>, client: Waiter): Promise<T> {
    return this.unitOfWork.search(accountId, this.ifOn(work), client);
  }

  write<T>(accountId: string, work: Work<T>): Promise<T> {
    return this.unitOfWork.write(accountId, this.ifOn(work));
  }

  private ifOn<T>(work: Work<T>): Work<T> {
    return async (tx) => {
      const { enabled } = await this.modules.status(tx, 'expenses');
      if (!enabled) throw expensesOff();
      return work(tx);
    };
  }
}
