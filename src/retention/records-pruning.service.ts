import { Inject, Injectable } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import type { Settings } from '../config/settings.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { PRUNED_AT_ONCE } from '../platform/database/log-rows.js';
import { ProvisioningLog } from '../provisioning-log/provisioning-log.service.js';
import { SETTINGS } from '../config/settings.module.js';
import { daysBefore } from './days-before.js';

/** Deletes provisioning events and audit entries that are older than the settings allow. */
@Injectable()
export class RecordsPruning {
  constructor(
    private readonly log: ProvisioningLog,
    private readonly audit: AuditService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Deletes one batch in an account. Returns whether there may be more. */
  async inAccount(tx: AccountTransaction, now: Date): Promise<boolean> {
    const { provisioningLogDays, auditLogDays } = this.settings;
    if ((await this.log.prune(tx, daysBefore(now, provisioningLogDays))) === PRUNED_AT_ONCE) return true;
    return (await this.audit.prune(tx, daysBefore(now, auditLogDays))) === PRUNED_AT_ONCE;
  }
}
