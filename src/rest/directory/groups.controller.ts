import {
  Body,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiPreconditionFailedResponse,
} from '@nestjs/swagger';
import { Client } from '../../platform/http/client.js';
import type { Waiter } from '../../common/waiter.js';
import { CurrentCaller, CurrentUser } from '../../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../../auth/principal.js';
import { requireMatch } from '../../common/entity-tag.js';
import { LocationInterceptor } from '../location.interceptor.js';
import { SearchQuery } from '../page.dto.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { typedGroupName } from '../../groups/group-name.js';
import { GroupsService } from '../../groups/groups.service.js';
import { MembershipsService } from '../../groups/memberships.service.js';
import {
  GroupChangesRequest,
  GroupPageResponse,
  GroupResponse,
  GroupWithMembersResponse,
  NewGroupRequest,
} from './groups.dto.js';
import { ApiIfMatch, LOCATED, DirectoryEndpoint, STALE, TAGGED } from './directory-endpoint.js';

const UNKNOWN = { description: 'The account does not have this group.' };
const TAKEN = { description: 'A group of the account already has this name.' };

@DirectoryEndpoint('groups', 'Groups')
export class GroupsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly groups: GroupsService,
    private readonly memberships: MembershipsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List groups', description: 'Sorted by name, without members.' })
  @ApiOkResponse({ type: GroupPageResponse })
  async page(
    @CurrentUser() { accountId }: UserPrincipal,
    @Query() query: SearchQuery,
    @Client() client: Waiter,
  ): Promise<GroupPageResponse> {
    const found = await this.unitOfWork.search(accountId, (tx) => this.groups.page(tx, query), client);
    return { ...found, page: query.page, limit: query.limit };
  }

  @Post()
  @UseInterceptors(LocationInterceptor)
  @ApiOperation({ summary: 'Add a group', description: 'The new group has no members.' })
  @ApiCreatedResponse({ type: GroupResponse, ...LOCATED })
  @ApiConflictResponse(TAKEN)
  create(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Body() { displayName, externalId = null }: NewGroupRequest,
  ): Promise<GroupResponse> {
    const group = { displayName: typedGroupName(displayName), externalId, memberIds: [] };
    return this.unitOfWork.write(accountId, (tx) => this.groups.create(tx.by(author), group));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get a group with its members' })
  @ApiOkResponse({ type: GroupWithMembersResponse, ...TAGGED })
  @ApiNotFoundResponse(UNKNOWN)
  get(
    @CurrentUser() { accountId }: UserPrincipal,
    @Param('id') id: string,
  ): Promise<GroupWithMembersResponse> {
    return this.unitOfWork.read(accountId, async (tx) => {
      const group = await this.groups.get(tx, id);
      const members = (await this.memberships.ofGroups(tx, [id])).get(id) ?? [];
      return {
        ...group,
        members: members.map(({ userId, userName, displayName }) => ({ id: userId, userName, displayName })),
      };
    });
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Rename a group', description: 'The members do not change.' })
  @ApiIfMatch()
  @ApiOkResponse({ type: GroupResponse, ...TAGGED })
  @ApiNotFoundResponse(UNKNOWN)
  @ApiConflictResponse(TAKEN)
  @ApiPreconditionFailedResponse(STALE)
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
      return (await this.groups.update(tx.by(author), current, next, [])).group;
    });
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a group', description: 'The members are not deleted.' })
  @ApiIfMatch()
  @ApiNoContentResponse({ description: 'Deleted.' })
  @ApiNotFoundResponse(UNKNOWN)
  @ApiPreconditionFailedResponse(STALE)
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
