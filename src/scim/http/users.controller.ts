import { Body, Delete, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { parseListQuery } from '../protocol/list-query.js';
import type { Answer, RequestOptions, ScimContext } from '../resources/resource-handler.js';
import { UserHandler } from '../resources/user.handler.js';
import { Options, Scim } from './scim-context.js';
import { ScimEndpoint } from './scim-endpoint.js';
import { ScimOperations } from './scim-operations.docs.js';
import { UserDocs } from './users.docs.js';

@ScimOperations('SCIM Users')
@ScimEndpoint('Users')
export class ScimUsersController {
  constructor(private readonly users: UserHandler) {}

  @Get()
  @UserDocs.list
  list(@Scim() context: ScimContext, @Query() query: Record<string, unknown>): Promise<Answer> {
    return this.users.list(context, parseListQuery(query));
  }

  @Post()
  @UserDocs.create
  create(
    @Scim() context: ScimContext,
    @Body() body: unknown,
    @Options() options: RequestOptions,
  ): Promise<Answer> {
    return this.users.create(context, body, options);
  }

  @Put()
  @UserDocs.replaceNamed
  replaceNamed(
    @Scim() context: ScimContext,
    @Body() body: unknown,
    @Options() options: RequestOptions,
  ): Promise<Answer> {
    return this.users.replaceNamed(context, body, options);
  }

  @Get(':id')
  @UserDocs.get
  get(
    @Scim() context: ScimContext,
    @Param('id') id: string,
    @Options() options: RequestOptions,
  ): Promise<Answer> {
    return this.users.get(context, id, options);
  }

  @Put(':id')
  @UserDocs.replace
  replace(
    @Scim() context: ScimContext,
    @Param('id') id: string,
    @Body() body: unknown,
    @Options() options: RequestOptions,
  ): Promise<Answer> {
    return this.users.replace(context, id, body, options);
  }

  @Patch(':id')
  @UserDocs.patch
  patch(
    @Scim() context: ScimContext,
    @Param('id') id: string,
    @Body() body: unknown,
    @Options() options: RequestOptions,
  ): Promise<Answer> {
    return this.users.patch(context, id, body, options);
  }

  @Delete(':id')
  @UserDocs.delete
  delete(
    @Scim() context: ScimContext,
    @Param('id') id: string,
    @Options() options: RequestOptions,
  ): Promise<Answer> {
    return this.users.delete(context, id, options);
  }
}
