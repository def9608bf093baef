import { Injectable } from '@nestjs/common';
import { weakETag } from '../../common/entity-tag.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { isIn } from '../../platform/database/sql/predicate.js';
import { GroupsService, type StoredGroup } from '../../groups/groups.service.js';
import { membersOfGroups, type MemberRow } from '../../groups/members-of-groups.js';
import { MembershipsService } from '../../groups/memberships.service.js';
import { project, type Projection } from '../protocol/projection.js';
import { fullResource } from '../protocol/resource.js';
import { GROUP } from '../protocol/schema/registry.js';
import { LongList, type ScimObject } from '../protocol/value.js';
import { fitting, GROUP_PAGE_BYTES, MEMBER_BYTES, type Cut } from './page-bytes.js';
import type { ScimContext } from './resource-handler.js';
import { userLocation } from './user-presenter.js';

/** The estimated size of a group without its members, in bytes. */
const GROUP_BYTES = 2_048;

/** Turns stored groups into resources for an answer. Reads members only if the answer holds them. */
@Injectable()
export class GroupPresenter {
  constructor(
    private readonly groups: GroupsService,
    private readonly memberships: MembershipsService,
  ) {}

  /** The groups with these ids, in no particular order. */
  listed(tx: AccountTransaction, ids: readonly string[]): Promise<StoredGroup[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.groups.select(tx, { where: isIn('id', ids) });
  }

  /** As many of the groups as fit on a page with their members. */
  page(groups: StoredGroup[], projection: Projection): Cut<StoredGroup> {
    return fitting(groups, (group) => bytesOf(group, projection), GROUP_PAGE_BYTES);
  }

  /**
   * Whether a member has changed since the group was last changed, because the answer shows members' names.
   */
  async showsChanged(
    tx: AccountTransaction,
    { id, memberCount, updatedAt }: StoredGroup,
    projection: Projection,
  ): Promise<boolean> {
    if (memberCount === 0 || !projection.wants('members')) return false;
    return this.memberships.haveChangedSince(tx, id, updatedAt);
  }

  /**
   * Takes at most one more statement for any number of groups, or several for thousands of members. Throws
   * NeedsRoom if the groups have many members.
   */
  async present(
    tx: AccountTransaction,
    groups: readonly StoredGroup[],
    projection: Projection,
    { baseUrl, room }: ScimContext,
  ): Promise<ScimObject[]> {
    room.require(groups.reduce((sum, group) => sum + bytesOf(group, projection), 0));
    const members =
      groups.length > 0 && projection.wants('members') ? await membersOfGroups(tx, groups) : undefined;
    return groups.map((group) => {
      const shown = members && shownMembers(members.get(group.id) ?? [], baseUrl);
      return project(GROUP, resource(group, shown, baseUrl), projection);
    });
  }
}

/** The estimated size of a group in an answer, in bytes. */
export function bytesOf({ memberCount }: Pick<StoredGroup, 'memberCount'>, projection: Projection): number {
  return GROUP_BYTES + (projection.wants('members') ? memberCount * MEMBER_BYTES : 0);
}

export const groupLocation = (baseUrl: string, id: string) => `${baseUrl}/Groups/${id}`;

/** The document of a group, without its members. */
export function groupDocument({ displayName, externalId }: StoredGroup): ScimObject {
  return { ...(externalId === null ? {} : { externalId }), displayName };
}

function resource(group: StoredGroup, members: LongList | undefined, baseUrl: string): ScimObject {
  return fullResource(GROUP, {
    id: group.id,
    document: groupDocument(group),
    ...(members && members.length > 0 ? { readOnly: { members } } : {}),
    meta: {
      created: group.createdAt,
      lastModified: group.updatedAt,
      version: weakETag(group.version),
      location: groupLocation(baseUrl, group.id),
    },
  });
}

/** The members of a group as an answer shows them. */
export function shownMembers(members: readonly MemberRow[], baseUrl: string): LongList {
  const users = JSON.stringify(userLocation(baseUrl, '')).slice(0, -1);
  return LongList.of(
    members,
    (member) => ({
      value: member.userId,
      $ref: userLocation(baseUrl, member.userId),
      display: memberName(member),
      type: 'User',
    }),
    // Writes the same JSON in a third of the time. Ids contain nothing that JSON escapes.
    (member) =>
      `{"value":"${member.userId}","$ref":${users}${member.userId}","display":${JSON.stringify(memberName(member))},"type":"User"}`,
  );
}

const memberName = ({ displayName, userName }: Pick<MemberRow, 'displayName' | 'userName'>) =>
  displayName ?? userName;
