import { Injectable } from '@nestjs/common';
import { MembershipsService } from '../groups/memberships.service.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { all, equal, isIn } from '../platform/database/sql/predicate.js';
import {
  ProvisioningSettingsService,
  type SettingsListener,
  type StoredSettings,
} from '../provisioning/settings/provisioning-settings.service.js';
import type { DirectoryChange, GroupChange } from '../users/directory-change.js';
import { DirectoryListeners, type DirectoryListener } from '../users/directory-listeners.js';
import { effectiveRole, ROLES_ATTRIBUTE, type RoleState } from '../users/effective-role.js';
import { UserRoles, type RoleSource, type Unassigned } from '../users/user-roles.service.js';
import { UserValue } from '../users/user-value.entity.js';
import { GRANTABLE_ROLES } from '../users/user.entity.js';
import { RoleSettlement, rolesOfGroups } from './role-settlement.service.js';
import { RoleSweepWorker } from './role-sweep-worker.service.js';
import { PEOPLE_AT_ONCE, type Scope } from './role-sweeps.service.js';

/** The people whose roles some changes may affect. */
interface Concerned {
  /** All of them, unless there are more than `PEOPLE_AT_ONCE`. */
  ids: Set<string>;
  /** The same people for sweeps. */
  scopes: Scope[];
}

/**
 * Grants and removes roles that come from values of SCIM's `roles` and from groups, in the transaction that
 * changes those. If more than a few hundred people are affected, sweeps settle their roles.
 */
@Injectable()
export class RoleGrants implements RoleSource, DirectoryListener, SettingsListener {
  constructor(
    roles: UserRoles,
    directory: DirectoryListeners,
    private readonly settings: ProvisioningSettingsService,
    private readonly memberships: MembershipsService,
    private readonly settlement: RoleSettlement,
    private readonly worker: RoleSweepWorker,
  ) {
    roles.register(this);
    directory.register(this);
    settings.register(this);
  }

  /** Takes at most three statements, or one for a user without `roles`. */
  async unassigned(tx: AccountTransaction, { id, roles }: Unassigned): Promise<RoleState> {
    const values = roles.length > 0 && (await this.settings.rolesGrant(tx)) ? roles : [];
    const granted = effectiveRole({ assigned: null, values, groups: [] });
    if (granted.roleOrigin !== null || id === null) return granted;
    const groups = await rolesOfGroups(tx, [id]);
    return effectiveRole({ assigned: null, values, groups: groups.get(id) ?? [] });
  }

  async changed(tx: AuthoredTransaction, changes: readonly DirectoryChange[]): Promise<void> {
    const concerned: Concerned = { ids: new Set(), scopes: [] };
    for (const change of changes) if (change.resourceType === 'Group') await this.add(tx, concerned, change);
    await this.follow(tx, concerned);
  }

  async settingsChanged(
    tx: AuthoredTransaction,
    before: StoredSettings,
    after: StoredSettings,
  ): Promise<void> {
    if (before.rolesGrant === after.rolesGrant) return;
    const rows = await tx.select(UserValue, {
      columns: ['userId'],
      where: all(equal('attribute', ROLES_ATTRIBUTE), isIn('valueIndex', GRANTABLE_ROLES)),
      limit: PEOPLE_AT_ONCE + 1,
    });
    const isAll = rows.length <= PEOPLE_AT_ONCE;
    if (isAll) await this.settlement.settle(tx, [...new Set(rows.map(({ userId }) => userId))]);
    else
      await this.worker.begin(
        tx,
        GRANTABLE_ROLES.map((of) => ({ scope: 'values', of })),
      );
  }

  private async add(tx: AuthoredTransaction, { ids, scopes }: Concerned, change: GroupChange): Promise<void> {
    const { id: groupId } = change;
    if (change.kind === 'members' && change.role !== null) {
      for (const id of [...change.added, ...change.removed]) ids.add(id);
      if (change.removed.length > 0) scopes.push({ scope: 'holders', of: change.role });
      if (change.added.length > 0) scopes.push({ scope: 'members', of: groupId });
    } else if (change.kind === 'changed' && change.fields.role) {
      for (const id of await this.memberships.idsOf(tx, groupId, PEOPLE_AT_ONCE + 1)) ids.add(id);
      const [before] = change.fields.role;
      if (before !== null) scopes.push({ scope: 'holders', of: before });
      scopes.push({ scope: 'members', of: groupId });
    }
  }

  private async follow(tx: AuthoredTransaction, { ids, scopes }: Concerned): Promise<void> {
    if (ids.size <= PEOPLE_AT_ONCE) await this.settlement.settle(tx, [...ids]);
    else await this.worker.begin(tx, scopes);
  }
}
