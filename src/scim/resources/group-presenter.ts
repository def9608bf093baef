import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../../database/account-transaction.js';
import { isIn } from '../../database/predicate.js';
import { GroupsService, type StoredGroup } from '../../groups/groups.service.js';
import { MembershipsService, type MemberRow } from '../../groups/memberships.service.js';
import { project, type Projection } from '../protocol/projection.js';
import { fullResource } from '../protocol/resource.js';
import { GROUP } from '../protocol/schema/registry.js';
import type { ScimObject } from '../protocol/value.js';
import { userLocation } from './user-presenter.js';

/** Turns stored groups into the resources of an answer. Members that the answer does not hold are not read. */
@Injectable()
export class GroupPresenter {
  constructor(
    private readonly groups: GroupsService,
    private readonly memberships: MembershipsService,
  ) {}

  /** The groups with these ids, in no particular order. */
  async presentListed(
    tx: AccountTransaction,
    ids: readonly string[],
    projection: Projection,
    baseUrl: string,
  ): Promise<ScimObject[]> {
    if (ids.length === 0) return [];
    return this.present(tx, await this.groups.select(tx, { where: isIn('id', ids) }), projection, baseUrl);
  }

  /** In one more statement at most, however many groups there are. */
  async present(
    tx: AccountTransaction,
    groups: readonly StoredGroup[],
    projection: Projection,
    baseUrl: string,
  ): Promise<ScimObject[]> {
    const ids = groups.map(({ id }) => id);
    const members =
      ids.length > 0 && projection.wants('members') ? await this.memberships.ofGroups(tx, ids) : undefined;
    return groups.map((group) =>
      project(GROUP, resource(group, members?.get(group.id), baseUrl), projection),
    );
  }
}

export const groupLocation = (baseUrl: string, id: string) => `${baseUrl}/Groups/${id}`;

/** What a group's document holds; its members are never part of it. */
export function groupDocument({ displayName, externalId }: StoredGroup): ScimObject {
  return { ...(externalId === null ? {} : { externalId }), displayName };
}

function resource(
  group: StoredGroup,
  members: readonly MemberRow[] | undefined,
  baseUrl: string,
): ScimObject {
  return fullResource(GROUP, {
    id: group.id,
    document: groupDocument(group),
    ...(members ? { readOnly: { members: members.map((member) => memberResource(member, baseUrl)) } } : {}),
    meta: {
      created: group.createdAt,
      lastModified: group.updatedAt,
      version: group.version,
      location: groupLocation(baseUrl, group.id),
    },
  });
}

function memberResource({ userId, displayName, userName }: MemberRow, baseUrl: string): ScimObject {
  return {
    value: userId,
    $ref: userLocation(baseUrl, userId),
    display: displayName ?? userName,
    type: 'User',
  };
}
