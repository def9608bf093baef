import { Injectable } from '@nestjs/common';
import { Account } from '../../accounts/account.entity.js';
import { AuditService } from '../../accounts/audit.service.js';
import { differences } from '../../common/changes.js';
import { firstCharacters } from '../../common/first-characters.js';
import type { AccountTransaction, AuthoredTransaction } from '../../platform/database/account-transaction.js';
import { labelOf } from '../../platform/database/author.js';
import { all, equal, idIs } from '../../platform/database/sql/predicate.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';
import { ProvisioningSettings } from './provisioning-settings.entity.js';

const CHANGEABLE = ['alarmAbove', 'alarmPercent', 'lockManaged', 'paused', 'rolesGrant'] as const;
const COLUMNS = [...CHANGEABLE, 'pausedBy', 'pausedAt'] as const;

export type StoredSettings = Pick<ProvisioningSettings, (typeof COLUMNS)[number]>;
export type SettingsChange = Partial<Pick<ProvisioningSettings, (typeof CHANGEABLE)[number]>>;

/** The settings of an account that has never changed them. */
const DEFAULT_SETTINGS: StoredSettings = {
  alarmAbove: 25,
  alarmPercent: 10,
  lockManaged: false,
  paused: false,
  rolesGrant: false,
  pausedBy: null,
  pausedAt: null,
};

/** Who has paused SCIM, and when; null if it is not paused. */
export function pauseOf({
  paused,
  pausedBy,
  pausedAt,
}: StoredSettings): { by: string | null; at: string | null } | null {
  return paused ? { by: pausedBy, at: pausedAt } : null;
}

/** Called in the transaction of a change of the settings. */
export interface SettingsListener {
  settingsChanged(tx: AuthoredTransaction, before: StoredSettings, after: StoredSettings): Promise<void>;
}

/** How an account wants to be provisioned. Throws without a listener, because roles would be wrong. */
@Injectable()
export class ProvisioningSettingsService {
  private listener: SettingsListener | undefined;

  constructor(private readonly audit: AuditService) {}

  register(listener: SettingsListener): void {
    this.listener = listener;
  }

  async read(tx: AccountTransaction): Promise<StoredSettings> {
    return (await tx.find(ProvisioningSettings, { columns: COLUMNS })) ?? DEFAULT_SETTINGS;
  }

  /**
   * Changes the given settings, and records that in the audit trail. Returns the new settings.
   * @param reason for the audit trail
   */
  async change(
    tx: AuthoredTransaction,
    change: SettingsChange,
    reason: string | null = null,
  ): Promise<StoredSettings> {
    await tx.find(Account, { columns: ['id'], where: idIs(tx.accountId), forUpdate: true });
    const known = await tx.find(ProvisioningSettings, { columns: COLUMNS });
    const before = known ?? DEFAULT_SETTINGS;
    const next = { ...before, ...given(change) };
    const changes = differences(chosen(before), chosen(next));
    if (changes.length === 0) return before;
    if (next.paused !== before.paused) {
      next.pausedBy = next.paused ? firstCharacters(labelOf(tx.author), NAME_LENGTH) : null;
      next.pausedAt = next.paused ? new Date().toISOString() : null;
    }
    if (known) await tx.update(ProvisioningSettings, next, all());
    else await tx.insert(ProvisioningSettings, [next]);
    await this.audit.record(tx, { action: 'settings.changed', changes, detail: reason });
    if (!this.listener) throw new Error('nothing would change the roles: import RolesModule');
    await this.listener.settingsChanged(tx, before, next);
    return next;
  }

  /** Whether values of SCIM's `roles` grant roles; does not change until the transaction ends. */
  async rolesGrant(tx: AccountTransaction): Promise<boolean> {
    // `change` locks this row for every change of the settings.
    await tx.find(Account, { columns: ['id'], where: idIs(tx.accountId), forShare: true });
    return (await tx.find(ProvisioningSettings, { columns: ['rolesGrant'] }))?.rolesGrant ?? false;
  }

  /** Removes the name of a person who is erased. */
  async erase(tx: AccountTransaction, userName: string): Promise<void> {
    await tx.update(ProvisioningSettings, { pausedBy: null }, equal('pausedBy', userName));
  }
}

/** Drops fields that are undefined, as those that a request leaves out may be. */
function given(change: SettingsChange): SettingsChange {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** The values as the audit trail shows them: it has no numbers. */
function chosen(settings: StoredSettings): Record<string, string | boolean> {
  return Object.fromEntries(
    CHANGEABLE.map((name) => {
      const value = settings[name];
      return [name, typeof value === 'number' ? String(value) : value];
    }),
  );
}
