import { Injectable } from '@nestjs/common';
import { Account } from '../accounts/account.entity.js';
import { AuditService } from '../accounts/audit.service.js';
import { differences } from '../common/changes.js';
import { firstCharacters } from '../common/first-characters.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { labelOf } from '../platform/database/author.js';
import { all, idIs } from '../platform/database/sql/predicate.js';
import { NAME_LENGTH } from '../platform/database/sql/searchable-text.js';
import { ProvisioningSettings } from './provisioning-settings.entity.js';

const CHANGEABLE = ['alarmAbove', 'alarmPercent', 'lockManaged', 'paused'] as const;
const COLUMNS = [...CHANGEABLE, 'pausedBy', 'pausedAt'] as const;

export type StoredSettings = Pick<ProvisioningSettings, (typeof COLUMNS)[number]>;
export type SettingsChange = Partial<Pick<ProvisioningSettings, (typeof CHANGEABLE)[number]>>;

/** The settings of an account that has never changed them. */
export const DEFAULT_SETTINGS: StoredSettings = {
  alarmAbove: 25,
  alarmPercent: 10,
  lockManaged: false,
  paused: false,
  pausedBy: null,
  pausedAt: null,
};

/** How an account wants to be provisioned. */
@Injectable()
export class ProvisioningSettingsService {
  constructor(private readonly audit: AuditService) {}

  async read(tx: AccountTransaction): Promise<StoredSettings> {
    return (await tx.find(ProvisioningSettings, { columns: COLUMNS })) ?? DEFAULT_SETTINGS;
  }

  /** Changes what is given, and records it in the audit trail. Returns the new settings. */
  async change(tx: AuthoredTransaction, change: SettingsChange): Promise<StoredSettings> {
    await tx.find(Account, { columns: ['id'], where: idIs(tx.accountId), forUpdate: true });
    const known = await tx.find(ProvisioningSettings, { columns: COLUMNS });
    const before = known ?? DEFAULT_SETTINGS;
    const next = { ...before, ...change };
    const changes = differences(chosen(before), chosen(next));
    if (changes.length === 0) return before;
    if (next.paused !== before.paused) {
      next.pausedBy = next.paused ? firstCharacters(labelOf(tx.author), NAME_LENGTH) : null;
      next.pausedAt = next.paused ? new Date().toISOString() : null;
    }
    if (known) await tx.update(ProvisioningSettings, next, all());
    else await tx.insert(ProvisioningSettings, [next]);
    await this.audit.record(tx, { action: 'settings.changed', changes });
    return next;
  }
}

function chosen(settings: StoredSettings): SettingsChange {
  return Object.fromEntries(CHANGEABLE.map((name) => [name, settings[name]]));
}
