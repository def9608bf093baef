import { Body, Delete, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { parseListQuery } from '../protocol/list-query.js';
import { GroupHandler } from '../resources/group.handler.js';
import type { Answer, RequestOptions, ScimContext } from '../resources/resource-handler.js';
import { GroupDocs } from './groups.docs.js';
import { Options, Scim } from './scim-context.js';
import { ScimEndpoint } from './scim-endpoint.js';
import { ScimOperations } from './scim-operations.docs.js';

@ScimOperations('SCIM Groups')
@ScimEndpoint('Groups')
export class ScimGroupsController {
  constructor(private readonly groups: GroupHandler) {}

  @Get()
  @GroupDocs.list
  list(@Scim() context: ScimContext, @Query() query: Record<string, unknown>): Promise<Answer> {
    return this.groups.list(context, parseListQuery(query));
  }

  @Post()
  @GroupDocs.create
  create(
    @Scim() context: ScimContext,
    @Body() body: unknown,
    @Options() options: RequestOptions,
  ): Promise<Answer> {
    return this.groups.create(context, body, options);
  }

  @Get(':id')
  @GroupDocs.get
  get(
    @Scim() context: ScimContext,
    @Param('id') id: string,
    @Options() options: RequestOptions,
  ): Promise<Answer> {
    return this.groups.get(context, id, options);
  }

  @Put(':id')
  @GroupDocs.replace
  replace(
    @Scim() context: ScimContext,
    @Param('id') id: string,
    @Body() body: unknown,
    @Options() options: RequestOptions,
  ): Promise<Answer> {
    return this.groups.replace(context, id, body, options);
  }

  @Patch(':id')
  @GroupDocs.patch
  patch(
    @Scim() context: ScimContext,
    @Param('id') id: string,
    @Body() body: unknown,
    @Options() options: RequestOptions,
  ): Promise<Answer> {
    return this.groups.patch(context, id, body, options);
  }

  @Delete(':id')
  @GroupDocs.delete
  delete(
    @Scim() context: ScimContext,
    @Param('id') id: string,
    @Options() options: RequestOptions,
  ): Promise<Answer> {
    return this.groups.delete(context, id, options);
  }
}
