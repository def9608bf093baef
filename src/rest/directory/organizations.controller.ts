import { Body, Delete, Get, Headers, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { Client } from '../../platform/http/client.js';
import type { Waiter } from '../../common/waiter.js';
import { CurrentCaller, CurrentUser } from '../../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../../auth/principal.js';
import { requireMatch } from '../../common/entity-tag.js';
import { LocationInterceptor } from '../location.interceptor.js';
import { SearchQuery } from '../page.dto.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ORGANIZATION_NAME, typedOrganizationName } from '../../organizations/organization-name.js';
import { OrganizationsService } from '../../organizations/organizations.service.js';
import {
  NewOrganizationRequest,
  OrganizationChangesRequest,
  OrganizationPageResponse,
  OrganizationResponse,
} from './organizations.dto.js';
import { NEW_ORGANIZATION, ORGANIZATION_CHANGES } from './people.docs.js';
import { ApiIfMatch, LOCATED, DirectoryEndpoint, TAGGED } from './directory-endpoint.js';
import { Refuses } from '../../platform/http/refuses.js';
import {
  organizationCycle,
  organizationHasChildren,
  organizationInUse,
  organizationNameTaken,
  unknownOrganization,
  unknownParent,
} from '../../organizations/refusals.js';
import { AnswersNothing, Operation } from '../../platform/http/operation.js';
import { invalidName } from '../../accounts/refusals.js';

const WRITTEN = [
  invalidName.shownWith(ORGANIZATION_NAME, 'not be empty'),
  organizationNameTaken,
  unknownParent,
];

@DirectoryEndpoint('organizations', 'Organizations')
export class OrganizationsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly organizations: OrganizationsService,
  ) {}

  @Get()
  @Operation('List organizations', 'Sorted by name.')
  @ApiOkResponse({ type: OrganizationPageResponse })
  async page(
    @CurrentUser() { accountId }: UserPrincipal,
    @Query() query: SearchQuery,
    @Client() client: Waiter,
  ): Promise<OrganizationPageResponse> {
    const found = await this.unitOfWork.search(accountId, (tx) => this.organizations.page(tx, query), client);
    return { ...found, page: query.page, limit: query.limit };
  }

  @Post()
  @UseInterceptors(LocationInterceptor)
  @Operation('Add an organization')
  @ApiBody({ type: NewOrganizationRequest, examples: NEW_ORGANIZATION })
  @ApiCreatedResponse({ type: OrganizationResponse, ...LOCATED })
  @Refuses(...WRITTEN)
  create(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Body() { name, parentId = null }: NewOrganizationRequest,
  ): Promise<OrganizationResponse> {
    const organization = { name: typedOrganizationName(name), parentId };
    return this.unitOfWork.write(accountId, (tx) => this.organizations.create(tx.by(author), organization));
  }

  @Get(':id')
  @Operation('Get an organization')
  @ApiOkResponse({ type: OrganizationResponse, ...TAGGED })
  @Refuses(unknownOrganization)
  get(@CurrentUser() { accountId }: UserPrincipal, @Param('id') id: string): Promise<OrganizationResponse> {
    return this.unitOfWork.read(accountId, (tx) => this.organizations.get(tx, id));
  }

  @Patch(':id')
  @Operation('Rename an organization, or move it in the tree')
  @ApiIfMatch()
  @ApiBody({ type: OrganizationChangesRequest, examples: ORGANIZATION_CHANGES })
  @ApiOkResponse({ type: OrganizationResponse, ...TAGGED })
  @Refuses(unknownOrganization, ...WRITTEN, organizationCycle)
  update(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Param('id') id: string,
    @Body() { name, parentId }: OrganizationChangesRequest,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<OrganizationResponse> {
    return this.unitOfWork.write(accountId, async (tx) => {
      const current = await this.organizations.get(tx, id, { lock: true });
      requireMatch(ifMatch, current.version);
      return this.organizations.update(tx.by(author), current, {
        name: name === undefined ? current.name : typedOrganizationName(name),
        parentId: parentId === undefined ? current.parentId : parentId,
      });
    });
  }

  @Delete(':id')
  @Operation(
    'Delete an organization',
    'Only if it has no users, no organizations below it, and has never had a user who was deleted.',
  )
  @ApiIfMatch()
  @AnswersNothing('Deleted.')
  @Refuses(unknownOrganization, organizationHasChildren, organizationInUse)
  async delete(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Param('id') id: string,
    @Headers('If-Match') ifMatch?: string,
  ): Promise<void> {
    await this.unitOfWork.write(accountId, async (tx) => {
      const current = await this.organizations.get(tx, id, { lock: true });
      requireMatch(ifMatch, current.version);
      await this.organizations.delete(tx.by(author), current);
    });
  }
}
