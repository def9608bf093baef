import { Injectable } from '@nestjs/common';
import { ModulesService } from '../../accounts/modules.service.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import type { ResourceName } from '../log/provisioning-event.entity.js';
import { ProvisioningSettingsService } from '../settings/provisioning-settings.service.js';
import { managerLabel } from './manager-label.js';
import { Owners, type Manager, type Ownership } from './ownership.service.js';

/** Finds the users and groups that only their identity provider may change, if the account has chosen so. */
@Injectable()
export class ManagedLock {
  constructor(
    private readonly owners: Owners,
    private readonly settings: ProvisioningSettingsService,
    private readonly modules: ModulesService,
  ) {}

  /** Which of these are locked, and by whom. None while SCIM is off, because nothing would be overwritten. */
  async among(
    tx: AccountTransaction,
    type: ResourceName,
    resources: readonly { id: string }[],
  ): Promise<ReadonlyMap<string, Manager>> {
    const locked = new Map<string, Manager>();
    if (resources.length === 0 || !(await this.isOn(tx))) return locked;
    for (const [id, { managedBy }] of await this.owners.ofAll(tx, type, resources)) {
      if (managedBy) locked.set(id, managedBy);
    }
    return locked;
  }

  /** The name of the connection that locks the resource; undefined if it is not locked. */
  async holderOf(tx: AccountTransaction, type: ResourceName, id: string): Promise<string | undefined> {
    const manager = (await this.among(tx, type, [{ id }])).get(id);
    return manager && managerLabel(manager);
  }

  /** Who manages the resource, and whether it is locked. */
  async stateOf(
    tx: AccountTransaction,
    type: ResourceName,
    id: string,
  ): Promise<{ ownership: Ownership; isLocked: boolean }> {
    const ownership = await this.owners.of(tx, type, id);
    return { ownership, isLocked: ownership.managedBy !== null && (await this.isOn(tx)) };
  }

  private async isOn(tx: AccountTransaction): Promise<boolean> {
    if (!(await this.settings.read(tx)).lockManaged) return false;
    return (await this.modules.status(tx, 'scim')).enabled;
  }
}
