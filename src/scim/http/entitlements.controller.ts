import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { parseListQuery, parseSearchRequest } from '../protocol/list-query.js';
import type { Answer, RequestOptions, ScimContext } from '../resources/resource-handler.js';
import { EntitlementHandler } from '../resources/entitlement.handler.js';
import { EntitlementDocs } from './okta.docs.js';
import { Options, Scim } from './scim-context.js';
import { ScimEndpoint } from './scim-endpoint.js';
import { ScimOperations } from './scim-operations.docs.js';

@ScimOperations('SCIM Roles and entitlements')
@ScimEndpoint('Entitlements')
export class ScimEntitlementsController {
  constructor(private readonly entitlements: EntitlementHandler) {}

  @Get()
  @EntitlementDocs.list
  list(@Scim() context: ScimContext, @Query() query: Record<string, unknown>): Promise<Answer> {
    return this.entitlements.list(context, parseListQuery(query));
  }

  @Post('.search')
  @HttpCode(200)
  @EntitlementDocs.search
  search(@Scim() context: ScimContext, @Body() body: unknown): Promise<Answer> {
    return this.entitlements.list(context, parseSearchRequest(body));
  }

  @Get(':id')
  @EntitlementDocs.get
  get(
    @Scim() context: ScimContext,
    @Param('id') id: string,
    @Options() options: RequestOptions,
  ): Promise<Answer> {
    return this.entitlements.get(context, id, options);
  }
}
