import { Body, Delete, Get, Headers, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { Client } from '../../platform/http/client.js';
import type { Waiter } from '../../common/waiter.js';
import { CurrentCaller, CurrentUser } from '../../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../../auth/principal.js';
import { requireMatch } from '../../common/entity-tag.js';
import { LocationInterceptor } from '../location.interceptor.js';
import { OwnedQuery, ownershipResponse } from './ownership.dto.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { GROUP_NAME, typedGroupName } from '../../groups/group-name.js';
import { GroupsService } from '../../groups/groups.service.js';
import {
  GroupChangesRequest,
  GroupPageResponse,
  GroupResponse,
  GroupWithMembersResponse,
  NewGroupRequest,
} from './groups.dto.js';
import { GroupEditor } from '../../directory/group-editor.service.js';
import { managedGroup } from '../../provisioning/ownership/refusals.js';
import { groupFields, GroupAnswers } from './group-answers.service.js';
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
    private readonly editor: GroupEditor,
    private readonly answers: GroupAnswers,
  ) {}

  @Get()
  @Operation('List groups', 'Sorted by name, without members.')
  @ApiOkResponse({ type: GroupPageResponse })
  async page(
    @CurrentUser() { accountId }: UserPrincipal,
    @Query() query: OwnedQuery,
    @Client() client: Waiter,
  ): Promise<GroupPageResponse> {
    return this.unitOfWork.search(accountId, (tx) => this.answers.page(tx, query), client);
  }

  @Post()
  @UseInterceptors(LocationInterceptor)
  @Operation('Add a group', 'The new group has no members.')
  @ApiCreatedResponse({ type: GroupResponse, ...LOCATED })
  @Refuses(...WRITTEN)
  create(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Body() { displayName, externalId = null, role = null }: NewGroupRequest,
  ): Promise<GroupResponse> {
    const group = { displayName: typedGroupName(displayName), externalId, role, memberIds: [] };
    return this.unitOfWork.write(accountId, async (tx) => ({
      ...groupFields(await this.groups.create(tx.by(author), group)),
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
    return this.unitOfWork.read(accountId, (tx) => this.answers.get(tx, id));
  }

  @Patch(':id')
  @Operation(
    'Rename a group, or give its members a role',
    'Members with an assigned role keep it. The others get the highest role of their groups at their next request, or lose it. The membership does not change.',
  )
  @ApiIfMatch()
  @ApiOkResponse({ type: GroupResponse, ...TAGGED })
  @Refuses(unknownGroup, managedGroup, ...WRITTEN)
  update(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Param('id') id: string,
    @Body() { displayName, externalId, role }: GroupChangesRequest,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<GroupResponse> {
    return this.unitOfWork.write(accountId, async (tx) => {
      const current = await this.groups.get(tx, id, { lock: true });
      requireMatch(ifMatch, current.version);
      const next = {
        displayName: displayName === undefined ? current.displayName : typedGroupName(displayName),
        externalId: externalId === undefined ? current.externalId : externalId,
        role: role === undefined ? current.role : role,
      };
      return this.answers.answer(tx, await this.editor.update(tx.by(author), current, next));
    });
  }

  @Delete(':id')
  @Operation('Delete a group', 'The members are not deleted.')
  @ApiIfMatch()
  @AnswersNothing('Deleted.')
  @Refuses(unknownGroup, managedGroup)
  async delete(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Param('id') id: string,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<void> {
    await this.unitOfWork.write(accountId, async (tx) => {
      const current = await this.groups.get(tx, id, { lock: true });
      requireMatch(ifMatch, current.version);
      await this.editor.delete(tx.by(author), current);
    });
  }
}
