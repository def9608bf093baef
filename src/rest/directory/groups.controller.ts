import { Body, Delete, Get, Headers, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { Client } from '../../platform/http/client.js';
import type { Waiter } from '../../common/waiter.js';
import { CurrentCaller, CurrentUser } from '../../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../../auth/principal.js';
import { requireMatch } from '../../common/entity-tag.js';
import { LocationInterceptor } from '../location.interceptor.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { ownedBy } from '../../ownership/ownership-filter.js';
import { Owners } from '../../ownership/ownership.service.js';
import { OwnedQuery, ownershipResponse } from './ownership.dto.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { GROUP_NAME, typedGroupName } from '../../groups/group-name.js';
import { GroupsService } from '../../groups/groups.service.js';
import { MembershipsService } from '../../groups/memberships.service.js';
import {
  GroupChangesRequest,
  GroupPageResponse,
  GroupResponse,
  GroupWithMembersResponse,
  NewGroupRequest,
} from './groups.dto.js';
import { ApiIfMatch, LOCATED, DirectoryEndpoint, TAGGED } from './directory-endpoint.js';
import { Refuses } from '../../platform/http/refuses.js';
import { groupNameTaken, unknownGroup } from '../../groups/refusals.js';
import { AnswersNothing, Operation } from '../../platform/http/operation.js';
import { invalidName } from '../../accounts/refusals.js';

const WRITTEN = [invalidName.shownWith(GROUP_NAME, 'not be empty'), groupNameTaken];

@DirectoryEndpoint('groups', 'Groups')
export class GroupsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly groups: GroupsService,
    private readonly memberships: MembershipsService,
    private readonly owners: Owners,
  ) {}

  @Get()
  @Operation('List groups', 'Sorted by name, without members.')
  @ApiOkResponse({ type: GroupPageResponse })
  async page(
    @CurrentUser() { accountId }: UserPrincipal,
    @Query() query: OwnedQuery,
    @Client() client: Waiter,
  ): Promise<GroupPageResponse> {
    const { search, page, limit } = query;
    const read = async (tx: AccountTransaction) => {
      const { items, total } = await this.groups.page(tx, {
        search,
        page,
        limit,
        also: ownedBy('Group', query),
      });
      const owners = await this.owners.ofAll(tx, 'Group', items);
      const shown = items.map((group) => ({ ...group, ...ownershipResponse(owners.get(group.id)) }));
      return { items: shown, total, page, limit };
    };
    return this.unitOfWork.search(accountId, read, client);
  }

  @Post()
  @UseInterceptors(LocationInterceptor)
  @Operation('Add a group', 'The new group has no members.')
  @ApiCreatedResponse({ type: GroupResponse, ...LOCATED })
  @Refuses(...WRITTEN)
  create(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Body() { displayName, externalId = null }: NewGroupRequest,
  ): Promise<GroupResponse> {
    const group = { displayName: typedGroupName(displayName), externalId, memberIds: [] };
    return this.unitOfWork.write(accountId, async (tx) => ({
      ...(await this.groups.create(tx.by(author), group)),
      ...ownershipResponse(),
    }));
  }

  @Get(':id')
  @Operation('Get a group with its members')
  @ApiOkResponse({ type: GroupWithMembersResponse, ...TAGGED })
  @Refuses(unknownGroup)
  get(
    @CurrentUser() { accountId }: UserPrincipal,
    @Param('id') id: string,
  ): Promise<GroupWithMembersResponse> {
    return this.unitOfWork.read(accountId, async (tx) => {
      const group = await this.groups.get(tx, id);
      const members = (await this.memberships.ofGroups(tx, [id])).get(id) ?? [];
      return {
        ...group,
        ...ownershipResponse(await this.owners.of(tx, 'Group', id)),
        members: members.map(({ userId, userName, displayName }) => ({ id: userId, userName, displayName })),
      };
    });
  }

  @Patch(':id')
  @Operation('Rename a group', 'The members do not change.')
  @ApiIfMatch()
  @ApiOkResponse({ type: GroupResponse, ...TAGGED })
  @Refuses(unknownGroup, ...WRITTEN)
  update(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Param('id') id: string,
    @Body() { displayName, externalId }: GroupChangesRequest,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<GroupResponse> {
    return this.unitOfWork.write(accountId, async (tx) => {
      const current = await this.groups.get(tx, id, { lock: true });
      requireMatch(ifMatch, current.version);
      const next = {
        displayName: displayName === undefined ? current.displayName : typedGroupName(displayName),
        externalId: externalId === undefined ? current.externalId : externalId,
      };
      const ownership = await this.owners.of(tx, 'Group', id);
      const { group } = await this.groups.update(tx.by(author), current, next, []);
      return { ...group, ...ownershipResponse(ownership) };
    });
  }

  @Delete(':id')
  @Operation('Delete a group', 'The members are not deleted.')
  @ApiIfMatch()
  @AnswersNothing('Deleted.')
  @Refuses(unknownGroup)
  async delete(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Param('id') id: string,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<void> {
    await this.unitOfWork.write(accountId, async (tx) => {
      const current = await this.groups.get(tx, id, { lock: true });
      requireMatch(ifMatch, current.version);
      await this.groups.delete(tx.by(author), current);
    });
  }
}
