import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { accountsWithDue } from '../accounts/accounts-with-due.js';
import { SlicedWork } from '../platform/background/sliced-work.js';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { LOGGER } from '../platform/logging/logger.js';
import { RoleSweep } from './role-sweep.entity.js';
import { RoleSweeps, type Scope } from './role-sweeps.service.js';

/** Carries sweeps out, slice by slice. After a crash, any process can continue. */
@Injectable()
export class RoleSweepWorker extends SlicedWork {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeps: RoleSweeps,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super();
  }

  /** Begins sweeps, see `RoleSweeps.begin`, and works on them after the commit. */
  async begin(tx: AuthoredTransaction, scopes: readonly Scope[]): Promise<void> {
    await this.sweeps.begin(tx, scopes);
    tx.afterCommit(() => void this.work(tx.accountId));
  }

  /** Works on all sweeps of an account. Never throws: failures are logged, and the rest is tried again later. */
  work(accountId: string): Promise<void> {
    return this.inSlices(
      { accountId, id: accountId },
      () => this.unitOfWork.write(accountId, (tx) => this.sweeps.next(tx)),
      (error) => this.logger.error({ err: error, accountId }, 'settling roles was interrupted'),
    );
  }

  /** Continues for accounts that no process works on any more. Never throws. */
  async workOnDue(): Promise<void> {
    try {
      const due = await this.unitOfWork.readPlatform((tx) => accountsWithDue(tx, RoleSweep));
      await Promise.all(due.map((id) => this.work(id)));
    } catch (error) {
      this.logger.error({ err: error }, 'could not look for accounts whose roles are to be settled');
    }
  }
}
