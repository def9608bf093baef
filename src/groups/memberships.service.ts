import { Injectable } from '@nestjs/common';
import type { Change } from '../common/changes.js';
import { grouped } from '../common/grouped.js';
import type { DomainError } from '../common/errors.js';
import { windowOf, type Page, type PageRequest } from '../common/page.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, compare, equal, exists, isIn, type Where } from '../platform/database/sql/predicate.js';
import { shownName } from '../users/shown-name.js';
import { userMatches } from '../users/user-search.js';
import { User } from '../users/user.entity.js';
import { Group } from './group.entity.js';
import { GroupMember } from './group-member.entity.js';
import { join, leftJoin, straightJoin } from '../platform/database/sql/selection.js';
import { groupAsMember, unknownMember } from './refusals.js';

/** One change of a group's members: adds, removes or replaces by id, or removes matching members. */
export type MemberChange =
  | { kind: 'add' | 'remove' | 'replace'; ids: readonly string[] }
  | { kind: 'removeMatching'; where: Where<User> };

/** A group whose members change. */
export type JoinedGroup = Pick<Group, 'id' | 'role'>;

/** Added and removed members of a group, by id. */
export interface ChangedMembers {
  added: readonly string[];
  removed: readonly string[];
}

/** The change of the members for a log; none if they are the same. */
export function membersChange({ added, removed }: ChangedMembers): Change[] {
  if (added.length + removed.length === 0) return [];
  return [
    {
      path: 'members',
      ...(removed.length > 0 && { old: removed }),
      ...(added.length > 0 && { new: added }),
    },
  ];
}

/** Maximum unknown ids to look up as groups. */
const MOST_ASKED = 100;

/** Memberships of groups. Adding or removing k members costs O(k), whatever the size of the group. */
@Injectable()
export class MembershipsService {
  /** Applies the changes in order and returns the added and removed members. Throws like `add`. */
  async change(
    tx: AccountTransaction,
    group: JoinedGroup,
    changes: readonly MemberChange[],
  ): Promise<ChangedMembers> {
    const changed: ChangedMembers = { added: [], removed: [] };
    for (const change of changes) {
      const { added, removed } = await this.changeOnce(tx, group, change);
      changed.added = [...changed.added, ...added];
      changed.removed = [...changed.removed, ...removed];
    }
    return changed;
  }

  private async changeOnce(
    tx: AccountTransaction,
    group: JoinedGroup,
    change: MemberChange,
  ): Promise<ChangedMembers> {
    const { id: groupId } = group;
    switch (change.kind) {
      case 'add':
        return { added: await this.add(tx, group, change.ids), removed: [] };
      case 'remove':
        return { added: [], removed: await this.remove(tx, groupId, change.ids) };
      case 'replace':
        return this.replace(tx, group, change.ids);
      case 'removeMatching': {
        const ids = await this.matching(tx, groupId, change.where);
        return { added: [], removed: await this.remove(tx, groupId, ids) };
      }
    }
  }

  /**
   * Adds the users that are not members yet and returns their ids. Throws `invalid` for an unknown user
   * (`unknown-member`) or a group (`group-as-member`).
   */
  async add(
    tx: AccountTransaction,
    { id: groupId, role }: JoinedGroup,
    userIds: readonly string[],
  ): Promise<string[]> {
    const ids = [...new Set(userIds)];
    if (ids.length === 0) return [];
    // A transaction that deletes one of them meanwhile waits, and then finds the membership.
    const found = await tx.selectListed(User, 'id', ids, {
      columns: ['id'],
      // A group with a role also changes its new members.
      ...(role === null ? { forShare: true } : { forUpdate: true }),
      joins: [
        leftJoin(GroupMember, {
          on: { userId: 'id' },
          values: { groupId },
          columns: { memberOf: 'groupId' },
        }),
      ],
    });
    if (found.length < ids.length) {
      const known = new Set(found.map(({ id }) => id));
      throw await this.unknownMember(
        tx,
        ids.filter((id) => !known.has(id)),
      );
    }
    const missing = found.filter(({ memberOf }) => memberOf === null).map(({ id }) => id);
    const createdAt = new Date().toISOString();
    await tx.insert(
      GroupMember,
      missing.map((userId) => ({ groupId, userId, createdAt })),
    );
    return missing;
  }

  /** The error for ids that are not users. */
  private async unknownMember(tx: AccountTransaction, ids: readonly string[]): Promise<DomainError> {
    const asked = ids.slice(0, MOST_ASKED);
    const group = await tx.find(Group, {
      columns: ['displayName'],
      where: isIn('id', asked),
    });
    return group ? groupAsMember(group.displayName) : unknownMember(ids);
  }

  /** Removes the users that are members and returns their ids. */
  private async remove(
    tx: AccountTransaction,
    groupId: string,
    userIds: readonly string[],
  ): Promise<string[]> {
    const members = await tx.selectListed(GroupMember, 'userId', [...new Set(userIds)], {
      columns: ['userId'],
      where: equal('groupId', groupId),
    });
    const ids = members.map(({ userId }) => userId);
    await tx.deleteListed(GroupMember, 'userId', ids, equal('groupId', groupId));
    return ids;
  }

  /** Replaces the members. Throws like `add`. */
  private async replace(
    tx: AccountTransaction,
    group: JoinedGroup,
    userIds: readonly string[],
  ): Promise<ChangedMembers> {
    const { id: groupId } = group;
    const wanted = new Set(userIds);
    const present = new Set(await this.idsOf(tx, groupId));
    const removed = [...present].filter((id) => !wanted.has(id));
    const missing = [...wanted].filter((id) => !present.has(id));
    const added = await this.add(tx, group, missing);
    await tx.deleteListed(GroupMember, 'userId', removed, equal('groupId', groupId));
    return { added, removed };
  }

  /** The ids of a group's members, or of `limit` of them. */
  async idsOf(tx: AccountTransaction, groupId: string, limit?: number): Promise<string[]> {
    const members = await tx.select(GroupMember, {
      columns: ['userId'],
      where: equal('groupId', groupId),
      ...(limit === undefined ? {} : { limit }),
    });
    return members.map(({ userId }) => userId);
  }

  /** The ids of a group's members whose users match a condition. */
  private async matching(tx: AccountTransaction, groupId: string, where: Where<User>): Promise<string[]> {
    const rows = await tx.select(User, {
      columns: ['id'],
      joins: [
        join(GroupMember, { on: { userId: 'id' }, values: { groupId }, columns: { memberOf: 'groupId' } }),
      ],
      where,
    });
    return rows.map(({ id }) => id);
  }

  /** Whether a member's user has changed since that instant. */
  async haveChangedSince(tx: AccountTransaction, groupId: string, instant: string): Promise<boolean> {
    const hasChanged = exists(User, { id: 'userId' }, compare('updatedAt', '>', instant));
    const where = all(equal('groupId', groupId), hasChanged);
    return (await tx.find(GroupMember, { columns: ['userId'], where })) !== undefined;
  }

  /** Members of one group that match `search`, as in a list of users, in the order of creation of their users. */
  async page(
    tx: AccountTransaction,
    { id, memberCount }: Pick<Group, 'id' | 'memberCount'>,
    { search, ...request }: PageRequest,
  ): Promise<Page<ShownMember>> {
    const matching = userMatches({ search });
    const ofGroup = equal('groupId', id);
    const where = matching ? all(ofGroup, exists(User, { id: 'userId' }, matching)) : ofGroup;
    const rows = await tx.select(GroupMember, {
      columns: ['userId'],
      joins: [SHOWN_MEMBER],
      where,
      orderBy: [{ column: 'userId' }],
      ...windowOf(request),
    });
    const items = rows.map(({ userId, active, ...names }) => ({
      userId,
      userName: names.userName,
      shownName: shownName(names),
      active,
    }));
    return { items, total: matching ? await tx.count(GroupMember, where) : memberCount };
  }

  /** The groups of some users, in the order of creation. */
  async ofUsers(tx: AccountTransaction, userIds: readonly string[]) {
    return grouped(await this.membershipsOf(tx, userIds), ({ userId }) => userId);
  }

  /** Like `ofUsers`; undefined if there are more than `limit` memberships. */
  async ofUsersWithin(tx: AccountTransaction, userIds: readonly string[], limit: number) {
    const rows = await this.membershipsOf(tx, userIds, limit + 1);
    return rows.length > limit ? undefined : grouped(rows, ({ userId }) => userId);
  }

  private membershipsOf(tx: AccountTransaction, userIds: readonly string[], limit?: number) {
    return tx.select(GroupMember, {
      columns: ['userId', 'groupId'],
      joins: [
        join(Group, {
          on: { id: 'groupId' },
          columns: { displayName: 'displayName', role: 'role', approves: 'approves' },
        }),
      ],
      where: isIn('userId', userIds),
      orderBy: [{ column: 'userId' }, { column: 'groupId' }],
      ...(limit === undefined ? {} : { limit }),
    });
  }
}

/** A member of a group with the details for people. */
export interface ShownMember {
  userId: string;
  userName: string;
  shownName: string;
  active: boolean;
}

/** A member with the names that people see. */
const SHOWN_MEMBER = straightJoin(User, {
  on: { id: 'userId' },
  columns: {
    displayName: 'displayName',
    userName: 'userName',
    formattedName: 'formattedName',
    givenName: 'givenName',
    familyName: 'familyName',
    active: 'active',
  },
});
