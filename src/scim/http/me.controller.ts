import { Body, Delete, Get, Patch, Put } from '@nestjs/common';
import type { Answer, RequestOptions, ScimContext } from '../resources/resource-handler.js';
import { UserHandler } from '../resources/user.handler.js';
import { MeDocs } from './me.docs.js';
import { Options, Scim } from './scim-context.js';
import { ScimEndpoint } from './scim-endpoint.js';
import { ScimOperations } from './scim-operations.docs.js';

/** The credential's own user (RFC 7644 §3.11). */
@ScimOperations('SCIM Users')
@ScimEndpoint('Me')
export class MeController {
  constructor(private readonly users: UserHandler) {}

  @Get()
  @MeDocs.get
  get(@Scim() context: ScimContext, @Options() options: RequestOptions): Promise<Answer> {
    return this.users.get(context, context.principal.userId, options);
  }

  @Put()
  @MeDocs.replace
  replace(
    @Scim() context: ScimContext,
    @Body() body: unknown,
    @Options() options: RequestOptions,
  ): Promise<Answer> {
    return this.users.replace(context, context.principal.userId, body, options);
  }

  @Patch()
  @MeDocs.patch
  patch(
    @Scim() context: ScimContext,
    @Body() body: unknown,
    @Options() options: RequestOptions,
  ): Promise<Answer> {
    return this.users.patch(context, context.principal.userId, body, options);
  }

  @Delete()
  @MeDocs.delete
  delete(@Scim() context: ScimContext, @Options() options: RequestOptions): Promise<Answer> {
    return this.users.delete(context, context.principal.userId, options);
  }
}
