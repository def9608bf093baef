import { Injectable } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import { grouped } from '../common/grouped.js';
import { GroupMember } from '../groups/group-member.entity.js';
import { Group } from '../groups/group.entity.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { equal, exists, present } from '../platform/database/sql/predicate.js';
import { INCREMENT, join } from '../platform/database/sql/selection.js';
import { ProvisioningSettingsService } from '../provisioning/settings/provisioning-settings.service.js';
import type { DirectoryChange } from '../users/directory-change.js';
import { DirectoryListeners } from '../users/directory-listeners.js';
import {
  assignedRole,
  effectiveRole,
  ROLES_ATTRIBUTE,
  type RoleState,
  type RoleValue,
} from '../users/effective-role.js';
import { userSubject } from '../users/user-audit.js';
import { UserValue } from '../users/user-value.entity.js';
import { User, type GrantableRole } from '../users/user.entity.js';

/** A user whose role follows from `roles` or groups. */
type Follower = Pick<User, 'id' | 'userName' | 'role' | 'roleOrigin'>;

/** What each user has of something, by id. */
type ByUser<T> = ReadonlyMap<string, readonly T[]>;

const NOTHING: ByUser<never> = new Map();

/** Stores the roles that follow from their sources. */
@Injectable()
export class RoleSettlement {
  constructor(
    private readonly settings: ProvisioningSettingsService,
    private readonly directory: DirectoryListeners,
    private readonly audit: AuditService,
  ) {}

  /**
   * Gives the users the roles that follow from their sources. The number of statements only grows with each
   * few hundred users.
   */
  async settle(tx: AuthoredTransaction, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const users = await tx.selectListed(User, 'id', ids, {
      columns: ['id', 'userName', 'role', 'roleOrigin'],
      forUpdate: true,
    });
    const followers = users.filter((user) => assignedRole(user) === null);
    const followerIds = followers.map(({ id }) => id);
    const values = (await this.settings.rolesGrant(tx)) ? await roleValues(tx, followerIds) : NOTHING;
    const groups = await rolesOfGroups(tx, followerIds);
    const differing = followers.flatMap((user) => {
      const next = stateOf(user.id, values, groups);
      return next.role === user.role && next.roleOrigin === user.roleOrigin ? [] : [{ user, next }];
    });
    await this.store(tx, differing);
  }

  private async store(
    tx: AuthoredTransaction,
    differing: readonly { user: Follower; next: RoleState }[],
  ): Promise<void> {
    if (differing.length === 0) return;
    const updatedAt = new Date().toISOString();
    for (const [first, ...others] of grouped(differing, ({ next }) => stateKey(next)).values()) {
      if (!first) continue;
      const ids = [first, ...others].map(({ user }) => user.id);
      await tx.updateListed(User, 'id', ids, { ...first.next, version: INCREMENT, updatedAt });
    }
    await this.directory.publish(tx, differing.map(roleChange));
    await this.audit.recordAll(tx, () => differing.flatMap(auditedChange));
  }
}

function stateOf(id: string, values: ByUser<RoleValue>, groups: ByUser<GrantableRole>): RoleState {
  return effectiveRole({ assigned: null, values: values.get(id) ?? [], groups: groups.get(id) ?? [] });
}

async function roleValues(tx: AccountTransaction, ids: readonly string[]): Promise<ByUser<RoleValue>> {
  const rows = await tx.selectListed(UserValue, 'userId', ids, {
    columns: ['userId', 'value', 'isPrimary'],
    where: equal('attribute', ROLES_ATTRIBUTE),
  });
  return grouped(rows, ({ userId }) => userId);
}

/** The roles that groups grant to each of the users. */
export async function rolesOfGroups(
  tx: AccountTransaction,
  ids: readonly string[],
): Promise<ByUser<GrantableRole>> {
  const rows = await tx.selectListed(GroupMember, 'userId', ids, {
    columns: ['userId'],
    joins: [join(Group, { on: { id: 'groupId' }, columns: { role: 'role' } })],
    where: exists(Group, { id: 'groupId' }, present('role')),
  });
  const found = grouped(rows, ({ userId }) => userId);
  return new Map([...found].map(([id, of]) => [id, of.flatMap(({ role }) => role ?? [])]));
}

const stateKey = ({ role, roleOrigin }: RoleState) => `${role} ${roleOrigin}`;

function roleChange({ user, next }: { user: Follower; next: RoleState }): DirectoryChange {
  const { id, userName: name, role, roleOrigin } = user;
  const fields = {
    ...(role !== next.role && { role: [role, next.role] as const }),
    ...(roleOrigin !== next.roleOrigin && { roleOrigin: [roleOrigin, next.roleOrigin] as const }),
  };
  return { resourceType: 'User', kind: 'role', id, name, fields };
}

function auditedChange({ user, next }: { user: Follower; next: RoleState }) {
  if (user.role === next.role) return [];
  const changes = [{ path: 'role', old: user.role, new: next.role }];
  return [{ action: 'user.changed' as const, subject: userSubject(user), changes }];
}
