import { Injectable } from '@nestjs/common';
import { ModulesService } from '../accounts/modules.service.js';
import type { AccountTransaction } from '../database/account-transaction.js';
import { ProvisioningActivity } from '../provisioning/provisioning-activity.service.js';
import { ProvisioningLog } from '../provisioning/provisioning-log.service.js';
import type { Circumstances } from './check.js';
import { daysBefore, DAYS, NEWEST } from './checks/log.js';
import { ProvisioningAdministrators } from './provisioning-administrators.service.js';

/** Reads what several checks want to know. */
@Injectable()
export class CircumstancesReader {
  constructor(
    private readonly modules: ModulesService,
    private readonly administrators: ProvisioningAdministrators,
    private readonly activity: ProvisioningActivity,
    private readonly log: ProvisioningLog,
  ) {}

  async read(tx: AccountTransaction): Promise<Circumstances> {
    const now = new Date();
    const activity = await this.activity.read(tx);
    const failures = { outcome: 'failure', since: daysBefore(now, DAYS), limit: NEWEST } as const;
    return {
      now,
      activity,
      module: await this.modules.status(tx, 'scim'),
      administrators: await this.administrators.find(tx, activity, now),
      failures: (await this.log.page(tx, failures)).items,
    };
  }
}
