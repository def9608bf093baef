import { Injectable } from '@nestjs/common';
import { ModulesService } from '../accounts/modules.service.js';
import { moment } from '../common/moment.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { idIs } from '../platform/database/sql/predicate.js';
import { wordsFor } from '../provisioning/log/provider-words.js';
import { ProvisioningActivity } from '../provisioning/log/provisioning-activity.service.js';
import {
  pauseOf,
  ProvisioningSettingsService,
} from '../provisioning/settings/provisioning-settings.service.js';
import { ProvisioningLog } from '../provisioning/log/provisioning-log.service.js';
import { ApiKey } from '../auth/api-key.entity.js';
import { OauthClient } from '../oauth/oauth-client.entity.js';
import { Organization } from '../organizations/organization.entity.js';
import { join } from '../platform/database/sql/selection.js';
import type { DoctorContext, ProviderConnection } from './check.js';
import { daysBefore, DAYS, NEWEST } from './checks/log.js';
import { ProvisioningAdministrators } from './provisioning-administrators.service.js';

/** Reads the facts that several checks need. */
@Injectable()
export class DoctorContextReader {
  constructor(
    private readonly modules: ModulesService,
    private readonly administrators: ProvisioningAdministrators,
    private readonly activity: ProvisioningActivity,
    private readonly log: ProvisioningLog,
    private readonly settings: ProvisioningSettingsService,
  ) {}

  async read(tx: AccountTransaction): Promise<DoctorContext> {
    const now = new Date();
    const activity = await this.activity.read(tx);
    const failures = { outcome: 'failure', since: daysBefore(now, DAYS), limit: NEWEST } as const;
    const { provider, lastTest } = activity;
    const keyId = provider?.keyId ?? null;
    const settings = await this.settings.read(tx);
    const connection = keyId === null ? null : await findConnection(tx, keyId);
    return {
      now,
      activity,
      words: wordsFor((provider ?? lastTest)?.client ?? null),
      connection,
      keyFault: connection ? null : await keyFault(tx, keyId, now),
      module: await this.modules.status(tx, 'scim'),
      rolesGrant: settings.rolesGrant,
      expenses: (await this.modules.status(tx, 'expenses')).enabled,
      pause: pauseOf(settings),
      administrators: await this.administrators.find(tx, activity, now),
      failures: (await this.log.page(tx, failures)).items,
    };
  }
}

async function findConnection(tx: AccountTransaction, id: string): Promise<ProviderConnection | null> {
  const found = await tx.find(OauthClient, {
    columns: ['name'],
    joins: [
      join(Organization, {
        on: { id: 'organizationId' },
        columns: { organizationName: 'name', parentId: 'parentId' },
      }),
    ],
    where: idIs(id),
  });
  return found ?? null;
}

async function keyFault(tx: AccountTransaction, id: string | null, now: Date): Promise<string | null> {
  if (id === null) return null;
  const key = await tx.find(ApiKey, {
    columns: ['name', 'expiresAt'],
    where: idIs(id),
  });
  if (!key) return 'was revoked';
  const hasExpired = key.expiresAt !== null && key.expiresAt <= now.toISOString();
  return hasExpired ? `("${key.name}") expired on ${moment(key.expiresAt ?? '')}` : null;
}
