import { Injectable } from '@nestjs/common';
import { DriftStore } from '../provisioning/drift/drift-store.service.js';
import { Owners } from '../provisioning/ownership/ownership.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { ProvisioningSettingsService } from '../provisioning/settings/provisioning-settings.service.js';

/** Erases a person from what is kept about provisioning besides the logs. */
@Injectable()
export class ProvisioningTraces {
  constructor(
    private readonly owners: Owners,
    private readonly drift: DriftStore,
    private readonly settings: ProvisioningSettingsService,
  ) {}

  async erase(tx: AccountTransaction, person: { id: string; userName: string }): Promise<void> {
    await this.owners.erase(tx, person.id);
    await this.drift.erase(tx, person);
    await this.settings.erase(tx, person.userName);
  }
}
