import { Injectable } from '@nestjs/common';
import { AuditService, type AuditSubject } from '../accounts/audit.service.js';
import { differences } from '../common/changes.js';
import { foldKey } from '../common/fold-key.js';
import { newId } from '../common/identifier.js';
import { windowOf, type Page, type PageRequest } from '../common/page.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import type { GrantableRole } from '../users/user.entity.js';
import { DirectoryListeners } from '../users/directory-listeners.js';
import type { GroupChange, GroupFieldChanges } from '../users/directory-change.js';
import { allOf, any, equal, exists, idIs, contains, type Where } from '../platform/database/sql/predicate.js';
import { displayNameKey, withFreeGroupName } from './group-name.js';
import { GroupSightings } from './group-sightings.js';
import { Group } from './group.entity.js';
import { GroupMember } from './group-member.entity.js';
import {
  membersChange,
  MembershipsService,
  type ChangedMembers,
  type MemberChange,
} from './memberships.service.js';
import type { Takes } from '../platform/database/sql/columns.js';
import { DECREMENT, INCREMENT, type ListedRows } from '../platform/database/sql/selection.js';
import { unknownGroup } from './refusals.js';

export type StoredGroup = Pick<
  Group,
  | 'id'
  | 'displayName'
  | 'externalId'
  | 'role'
  | 'approves'
  | 'memberCount'
  | 'version'
  | 'createdAt'
  | 'updatedAt'
>;

/** A new group of existing users. */
export interface NewGroup {
  /** Generated if omitted. */
  id?: string;
  displayName: string;
  externalId?: string | null;
  role?: GrantableRole | null;
  memberIds: readonly string[];
}

/** What an update of a group sets. If the role is left out, it stays as it is. */
export type GroupFields = Pick<StoredGroup, 'displayName' | 'externalId'> &
  Partial<Pick<StoredGroup, 'role'>>;

const COLUMNS = [
  'id',
  'displayName',
  'externalId',
  'role',
  'approves',
  'memberCount',
  'version',
  'createdAt',
  'updatedAt',
] as const;

/** The groups of an account. */
@Injectable()
export class GroupsService {
  constructor(
    private readonly memberships: MembershipsService,
    private readonly audit: AuditService,
    private readonly directory: DirectoryListeners,
    private readonly sightings: GroupSightings,
  ) {}

  /** Throws `conflict` (`group-name-taken`), and `invalid` for a member that is not a user of the account. */
  async create(
    tx: AuthoredTransaction,
    { id = newId(), displayName, externalId = null, role = null, memberIds }: NewGroup,
  ): Promise<StoredGroup> {
    const now = new Date().toISOString();
    const memberCount = new Set(memberIds).size;
    const group = {
      id,
      displayName,
      externalId,
      role,
      approves: false,
      memberCount,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await withFreeGroupName(tx, displayName, () =>
      tx.insert(Group, [{ ...group, displayNameKey: displayNameKey(displayName) }]),
    );
    const added = await this.memberships.add(tx, group, memberIds);
    await this.directory.publish(tx, [
      { resourceType: 'Group', kind: 'created', id, name: displayName, externalId, role },
      ...membersChanges(group, { added, removed: [] }),
    ]);
    const changes = [
      ...differences({}, { displayName, externalId, role }),
      ...membersChange({ added: memberIds, removed: [] }),
    ];
    await this.audit.record(tx, { action: 'group.created', subject: subjectOf(group), changes });
    return group;
  }

  /** With `lock`, other writers of this group wait until the transaction ends. */
  find(tx: AccountTransaction, id: string, { lock = false } = {}): Promise<StoredGroup | undefined> {
    return tx.find(Group, { columns: COLUMNS, where: idIs(id), forUpdate: lock });
  }

  /** Throws `not-found`. */
  async get(tx: AccountTransaction, id: string, options?: { lock?: boolean }): Promise<StoredGroup> {
    const group = await this.find(tx, id, options);
    if (!group) throw unknownGroup(id);
    return group;
  }

  /** Records that an approval policy names the group. Throws `not-found`. */
  async setApproves(tx: AccountTransaction, id: string): Promise<void> {
    if ((await tx.update(Group, { approves: true }, idIs(id))) === 0) throw unknownGroup(id);
  }

  select(tx: AccountTransaction, selection: ListedRows<Takes<Group>>): Promise<StoredGroup[]> {
    return tx.select(Group, { columns: COLUMNS, ...selection });
  }

  count(tx: AccountTransaction, where?: Where<Group>): Promise<number> {
    return tx.count(Group, where);
  }

  /**
   * Groups whose name (case-insensitive) or external id contains `search`, ordered by name.
   * @param also conditions of other folders
   */
  async page(
    tx: AccountTransaction,
    { search = '', also = [], ...request }: PageRequest & { also?: readonly Where<Group>[] },
  ): Promise<Page<StoredGroup>> {
    const where = groupMatches(search.trim(), also);
    const items = await this.select(tx, {
      ...(where && { where }),
      orderBy: [{ column: 'displayNameKey' }],
      ...windowOf(request),
    });
    return { items, total: await this.count(tx, where) };
  }

  /**
   * Updates name, externalId, role or members of `current`, which was read with a lock; writes nothing if nothing differs.
   * Throws like `create`.
   */
  async update(
    tx: AuthoredTransaction,
    current: StoredGroup,
    { displayName, externalId, role = current.role }: GroupFields,
    members: readonly MemberChange[],
  ): Promise<{ group: StoredGroup; changed: ChangedMembers }> {
    const changed = await this.memberships.change(tx, current, members);
    const renamed = displayName !== current.displayName;
    const membersDiffer = changed.added.length > 0 || changed.removed.length > 0;
    const isSame = !renamed && externalId === current.externalId && role === current.role;
    if (isSame && !membersDiffer) return { group: current, changed };

    const changes = {
      ...(renamed ? { displayName } : {}),
      ...(externalId === current.externalId ? {} : { externalId }),
      ...(role === current.role ? {} : { role }),
      ...(membersDiffer
        ? { memberCount: current.memberCount + changed.added.length - changed.removed.length }
        : {}),
      version: current.version + 1,
      updatedAt: new Date().toISOString(),
    };
    const key = renamed ? { displayNameKey: displayNameKey(displayName) } : {};
    await withFreeGroupName(tx, displayName, () =>
      tx.update(Group, { ...changes, ...key }, idIs(current.id)),
    );
    await this.directory.publish(tx, [
      ...fieldsChanges(current, changes),
      ...membersChanges(current, changed),
    ]);
    await this.audit.record(tx, {
      action: 'group.changed',
      subject: subjectOf(current),
      changes: [
        ...differences(namedFields(current), { displayName, externalId, role }),
        ...membersChange(changed),
      ],
    });
    return { group: { ...current, ...changes }, changed };
  }

  /** Deletes a group, not its members. Throws `not-found`. */
  async delete(
    tx: AuthoredTransaction,
    group: Pick<Group, 'id' | 'displayName' | 'externalId' | 'role' | 'approves'>,
  ): Promise<void> {
    const removed = await this.memberships.idsOf(tx, group.id);
    const sighting = await this.sightings.of(tx, group.id);
    if ((await tx.delete(Group, idIs(group.id))) === 0) throw unknownGroup(group.id);
    const { id, displayName: name, externalId, role } = group;
    await this.directory.publish(tx, [
      ...membersChanges(group, { added: [], removed }),
      { resourceType: 'Group', kind: 'deleted', id, name, externalId, role, sighting },
    ]);
    await this.audit.record(tx, { action: 'group.deleted', subject: subjectOf(group) });
  }

  /** Removes a user from all groups, which changes those. */
  async removeUser(tx: AuthoredTransaction, userId: string): Promise<void> {
    const updatedAt = new Date().toISOString();
    const membership = exists(GroupMember, { groupId: 'id' }, equal('userId', userId));
    await tx.update(Group, { memberCount: DECREMENT, version: INCREMENT, updatedAt }, membership);
    const left = (await this.memberships.ofUsers(tx, [userId])).get(userId) ?? [];
    await tx.delete(GroupMember, equal('userId', userId));
    await this.directory.publish(
      tx,
      left.flatMap(({ groupId: id, ...group }) =>
        membersChanges({ id, ...group }, { added: [], removed: [userId] }),
      ),
    );
  }
}

function groupMatches(search: string, also: readonly Where<Group>[]): Where<Group> | undefined {
  const named = any(contains('displayNameKey', foldKey(search)), contains('externalId', search));
  const conditions: Where<Group>[] = [...(search === '' ? [] : [named]), ...also];
  return conditions.length === 0 ? undefined : allOf(conditions);
}

function namedFields({ displayName, externalId, role }: StoredGroup) {
  return { displayName, externalId, role };
}

function fieldsChanges(
  { id, displayName, externalId, role }: StoredGroup,
  changes: Partial<GroupFields>,
): GroupChange[] {
  const fields: GroupFieldChanges = {
    ...(changes.displayName === undefined ? {} : { displayName: [displayName, changes.displayName] }),
    ...(changes.externalId === undefined ? {} : { externalId: [externalId, changes.externalId] }),
    ...(changes.role === undefined ? {} : { role: [role, changes.role] }),
  };
  if (Object.keys(fields).length === 0) return [];
  return [{ resourceType: 'Group', kind: 'changed', id, name: displayName, fields }];
}

function membersChanges(
  { id, displayName: name, role, approves }: Pick<Group, 'id' | 'displayName' | 'role' | 'approves'>,
  { added, removed }: ChangedMembers,
): GroupChange[] {
  if (added.length + removed.length === 0) return [];
  return [{ resourceType: 'Group', kind: 'members', id, name, added, removed, role, approves }];
}

function subjectOf({ id, displayName: name }: Pick<Group, 'id' | 'displayName'>): AuditSubject {
  return { type: 'group', id, name };
}
