import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { parseListQuery, parseSearchRequest } from '../protocol/list-query.js';
import type { Answer, RequestOptions, ScimContext } from '../resources/resource-handler.js';
import { RoleHandler } from '../resources/role.handler.js';
import { RoleDocs } from './okta.docs.js';
import { Options, Scim } from './scim-context.js';
import { ScimEndpoint } from './scim-endpoint.js';
import { ScimOperations } from './scim-operations.docs.js';

@ScimOperations('SCIM Roles and entitlements')
@ScimEndpoint('Roles')
export class ScimRolesController {
  constructor(private readonly roles: RoleHandler) {}

  @Get()
  @RoleDocs.list
  list(@Scim() context: ScimContext, @Query() query: Record<string, unknown>): Promise<Answer> {
    return this.roles.list(context, parseListQuery(query));
  }

  @Post('.search')
  @HttpCode(200)
  @RoleDocs.search
  search(@Scim() context: ScimContext, @Body() body: unknown): Promise<Answer> {
    return this.roles.list(context, parseSearchRequest(body));
  }

  @Get(':id')
  @RoleDocs.get
  get(@Scim() context: ScimContext, @Param('id') id: string, @Options() options: RequestOptions): Answer {
    return this.roles.get(context, id, options);
  }
}
