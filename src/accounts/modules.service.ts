import { Injectable } from '@nestjs/common';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { labelOf } from '../platform/database/author.js';
import { equal, idIs } from '../platform/database/sql/predicate.js';
import { Account } from './account.entity.js';
import { AccountModule, type ModuleName } from './account-module.entity.js';
import { AuditService } from './audit.service.js';
import { unknownAccount } from './refusals.js';

/** The last switch of a module. */
export type ModuleChange = Pick<AccountModule, 'changedAt' | 'changedBy' | 'reason'>;

export interface ModuleStatus {
  enabled: boolean;
  /** null if the module has never been switched. */
  change: ModuleChange | null;
}

export interface ModuleSwitch {
  enabled: boolean;
  reason: string | null;
}

/** Modules of the product that Declaree support switches on per account. */
@Injectable()
export class ModulesService {
  constructor(private readonly audit: AuditService) {}

  async status(tx: AccountTransaction, module: ModuleName): Promise<ModuleStatus> {
    const row = await tx.find(AccountModule, {
      columns: ['enabled', 'changedAt', 'changedBy', 'reason'],
      where: equal('module', module),
    });
    if (!row) return { enabled: false, change: null };
    const { enabled, ...change } = row;
    return { enabled, change };
  }

  /**
   * Switches a module on or off and records it in the audit trail. Returns false, without an entry, if nothing changed.
   * Must be the first statement of its transaction, unless that creates the account. Throws `not-found`.
   */
  async switchModule(
    tx: AuthoredTransaction,
    module: ModuleName,
    { enabled, reason }: ModuleSwitch,
  ): Promise<boolean> {
    // Another transaction that switches a module of this account waits here, and then reads what this one
    // did.
    const account = await tx.find(Account, { columns: ['id'], where: idIs(tx.accountId), forUpdate: true });
    if (!account) throw unknownAccount(tx.accountId);
    const current = await this.status(tx, module);
    if (current.enabled === enabled) return false;

    const values = { enabled, reason, changedBy: labelOf(tx.author), changedAt: new Date().toISOString() };
    if (current.change) await tx.update(AccountModule, values, equal('module', module));
    else await tx.insert(AccountModule, [{ module, ...values }]);
    const action = `${module}.${enabled ? 'enabled' : 'disabled'}` as const;
    await this.audit.record(tx, { action, detail: reason });
    return true;
  }
}
