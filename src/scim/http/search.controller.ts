import { Body, HttpCode, Post } from '@nestjs/common';
import { parseSearchRequest } from '../protocol/list-query.js';
import { GroupHandler } from '../resources/group.handler.js';
import type { Answer, ScimContext } from '../resources/resource-handler.js';
import { SearchHandler } from '../resources/search.handler.js';
import { UserHandler } from '../resources/user.handler.js';
import { Scim } from './scim-context.js';
import { ScimEndpoint } from './scim-endpoint.js';
import { ScimOperations } from './scim-operations.docs.js';
import { SearchDocs } from './search.docs.js';

/** Queries by POST (RFC 7644 §3.4.3), which keep personal data out of URLs. */
@ScimOperations()
@ScimEndpoint()
export class SearchController {
  constructor(
    private readonly users: UserHandler,
    private readonly groups: GroupHandler,
    private readonly all: SearchHandler,
  ) {}

  @Post('.search')
  @HttpCode(200)
  @SearchDocs.searchAll
  searchAll(@Scim() context: ScimContext, @Body() body: unknown): Promise<Answer> {
    return this.all.search(context, parseSearchRequest(body));
  }

  @Post('Users/.search')
  @HttpCode(200)
  @SearchDocs.searchUsers
  searchUsers(@Scim() context: ScimContext, @Body() body: unknown): Promise<Answer> {
    return this.users.list(context, parseSearchRequest(body));
  }

  @Post('Groups/.search')
  @HttpCode(200)
  @SearchDocs.searchGroups
  searchGroups(@Scim() context: ScimContext, @Body() body: unknown): Promise<Answer> {
    return this.groups.list(context, parseSearchRequest(body));
  }
}
