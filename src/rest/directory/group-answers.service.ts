import { Injectable } from '@nestjs/common';
import { GroupsService, type StoredGroup } from '../../groups/groups.service.js';
import { membersOfGroups } from '../../groups/members-of-groups.js';
import { ownedBy } from '../../provisioning/ownership/ownership-filter.js';
import { Owners } from '../../provisioning/ownership/ownership.service.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import type { GroupPageResponse, GroupResponse, GroupWithMembersResponse } from './groups.dto.js';
import { ownershipResponse, type OwnedQuery } from './ownership.dto.js';

/** Reads groups for answers, with who manages them. */
@Injectable()
export class GroupAnswers {
  constructor(
    private readonly groups: GroupsService,
    private readonly owners: Owners,
  ) {}

  /** The groups that match, in a fixed number of statements. */
  async page(tx: AccountTransaction, query: OwnedQuery): Promise<GroupPageResponse> {
    const { search, page, limit } = query;
    const { items, total } = await this.groups.page(tx, {
      search,
      page,
      limit,
      also: ownedBy('Group', query),
    });
    const owners = await this.owners.ofAll(tx, 'Group', items);
    const shown = items.map((group) => ({
      ...groupFields(group),
      ...ownershipResponse(owners.get(group.id)),
    }));
    return { items: shown, total, page, limit };
  }

  /** Throws `not-found`. */
  async get(tx: AccountTransaction, id: string): Promise<GroupWithMembersResponse> {
    const group = await this.groups.get(tx, id);
    const members = (await membersOfGroups(tx, [group])).get(id) ?? [];
    return {
      ...groupFields(group),
      ...ownershipResponse(await this.owners.of(tx, 'Group', id)),
      members: members.map(({ userId, userName, displayName }) => ({ id: userId, userName, displayName })),
    };
  }

  async answer(tx: AccountTransaction, group: StoredGroup): Promise<GroupResponse> {
    return { ...groupFields(group), ...ownershipResponse(await this.owners.of(tx, 'Group', group.id)) };
  }
}

/** What an answer shows of a group itself. */
export function groupFields({ id, displayName, externalId, role, memberCount, ...group }: StoredGroup) {
  const { version, createdAt, updatedAt } = group;
  return { id, displayName, externalId, role, memberCount, version, createdAt, updatedAt };
}
