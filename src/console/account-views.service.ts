import { Injectable } from '@nestjs/common';
import { ModulesService, type ModuleStatus } from '../accounts/modules.service.js';
import { OpenAlarms, type AlarmRow } from '../provisioning/alarms/open-alarms.service.js';
import { Overviews, type Overview } from '../provisioning/overview/overview.service.js';
import { ProvisioningSettingsService } from '../provisioning/settings/provisioning-settings.service.js';
import type { ScimPause } from '../auth/principal.js';
import type { PlatformTransaction } from '../platform/database/platform-transaction.js';
import { AccountOverviews, type AccountOverview } from '../support/account-overviews.service.js';

/** What support sees of an account on its first page. */
export interface AccountView {
  account: AccountOverview;
  overview: Overview;
  alarms: readonly AlarmRow[];
  expenses: ModuleStatus;
  /** Who has paused SCIM, and when; null if nobody has. */
  pause: ScimPause | null;
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
    const { paused, pausedBy, pausedAt } = await this.settings.read(within);
    return {
      account,
      overview: await this.overviews.read(within),
      alarms: await this.alarms.read(within),
      expenses: await this.modules.status(within, 'expenses'),
      pause: paused ? { by: pausedBy, at: pausedAt } : null,
    };
  }
}
