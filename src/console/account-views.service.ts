import { Injectable } from '@nestjs/common';
import type { ScimPause } from '../auth/principal.js';
import { ModulesService, type ModuleStatus } from '../accounts/modules.service.js';
import { OpenAlarms, type AlarmRow } from '../provisioning/alarms/open-alarms.service.js';
import { Overviews, type Overview } from '../provisioning/overview/overview.service.js';
import {
  pauseOf,
  ProvisioningSettingsService,
} from '../provisioning/settings/provisioning-settings.service.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { AccountOverviews, type AccountOverview } from '../support/account-overviews.service.js';

/** What support sees of an account on its first page. */
export interface AccountView {
  account: AccountOverview;
  overview: Overview;
  /** Set while the account's administrators have paused SCIM. */
  pause: ScimPause | null;
  alarms: readonly AlarmRow[];
  expenses: ModuleStatus;
}

/** Reads the first page of an account. */
@Injectable()
export class AccountViews {
  constructor(
    private readonly accounts: AccountOverviews,
    private readonly overviews: Overviews,
    private readonly alarms: OpenAlarms,
    private readonly modules: ModulesService,
    private readonly settings: ProvisioningSettingsService,
  ) {}

  /** Throws `not-found`. */
  async read(tx: PlatformTransaction, id: string): Promise<AccountView> {
    const account = await this.accounts.get(tx, id);
    const within = tx.within(id);
    return {
      account,
      overview: await this.overviews.read(within),
      pause: pauseOf(await this.settings.read(within)),
      alarms: await this.alarms.read(within),
      expenses: await this.modules.status(within, 'expenses'),
    };
  }
}
