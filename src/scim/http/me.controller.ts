import { Body, Delete, Get, Patch, Put } from '@nestjs/common';
import { ownUserId } from '../../auth/principal.js';
import type { Answer, RequestOptions, ScimContext } from '../resources/resource-handler.js';
import { UserHandler } from '../resources/user.handler.js';
import { MeDocs } from './me.docs.js';
import { Options, Scim } from './scim-context.js';
import { ScimEndpoint } from './scim-endpoint.js';
import { ScimOperations } from './scim-operations.docs.js';
import { noOwnUser } from './refusals.js';

/** The credential's own user (RFC 7644 §3.11); 404 for a connection, which has none. */
@ScimOperations('SCIM Users')
@ScimEndpoint('Me')
export class MeController {
  constructor(private readonly users: UserHandler) {}

  @Get()
  @MeDocs.get
  async get(@Scim() context: ScimContext, @Options() options: RequestOptions): Promise<Answer> {
    return this.users.get(context, ownId(context), options);
  }

  @Put()
  @MeDocs.replace
  async replace(
    @Scim() context: ScimContext,
    @Body() body: unknown,
    @Options() options: RequestOptions,
  ): Promise<Answer> {
    return this.users.replace(context, ownId(context), body, options);
  }

  @Patch()
  @MeDocs.patch
  async patch(
    @Scim() context: ScimContext,
    @Body() body: unknown,
    @Options() options: RequestOptions,
  ): Promise<Answer> {
    return this.users.patch(context, ownId(context), body, options);
  }

  @Delete()
  @MeDocs.delete
  async delete(@Scim() context: ScimContext, @Options() options: RequestOptions): Promise<Answer> {
    return this.users.delete(context, ownId(context), options);
  }
}

function ownId({ principal }: ScimContext): string {
  const id = ownUserId(principal);
  if (id !== undefined) return id;
  throw noOwnUser();
}
