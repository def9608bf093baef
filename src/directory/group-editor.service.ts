import { Injectable } from '@nestjs/common';
import { GroupsService, type GroupFields, type StoredGroup } from '../groups/groups.service.js';
import type { MemberChange } from '../groups/memberships.service.js';
import { ManagedLock } from '../provisioning/ownership/managed-lock.service.js';
import { managedGroup } from '../provisioning/ownership/refusals.js';
import type { AuthoredTransaction } from '../platform/database/account-transaction.js';

/** Changes and deletes groups for people, unless only their identity provider may. */
@Injectable()
export class GroupEditor {
  constructor(
    private readonly groups: GroupsService,
    private readonly lock: ManagedLock,
  ) {}

  /**
   * Changes `current`, which was read with a lock. The role that a group grants is never managed elsewhere.
   * Throws like `GroupsService.update`, and `conflict` (`managed`).
   */
  async update(
    tx: AuthoredTransaction,
    current: StoredGroup,
    next: GroupFields,
    members: readonly MemberChange[] = [],
  ): Promise<StoredGroup> {
    const isRenamed = next.displayName !== current.displayName || next.externalId !== current.externalId;
    if (isRenamed || members.length > 0) await this.ensureUnlocked(tx, current.id);
    return (await this.groups.update(tx, current, next, members)).group;
  }

  /** Throws `not-found`, and `conflict` (`managed`). */
  async delete(tx: AuthoredTransaction, group: StoredGroup): Promise<void> {
    await this.ensureUnlocked(tx, group.id);
    await this.groups.delete(tx, group);
  }

  private async ensureUnlocked(tx: AuthoredTransaction, id: string): Promise<void> {
    const holder = await this.lock.holderOf(tx, 'Group', id);
    if (holder !== undefined) throw managedGroup(holder);
  }
}
