import { Body, HttpCode, Post } from '@nestjs/common';
import { BulkHandler } from '../resources/bulk.handler.js';
import type { Answer, ScimContext } from '../resources/resource-handler.js';
import { BulkDocs } from './bulk.docs.js';
import { Scim } from './scim-context.js';
import { ScimEndpoint } from './scim-endpoint.js';
import { ScimOperations } from './scim-operations.docs.js';

@ScimOperations('SCIM Bulk and search')
@ScimEndpoint('Bulk')
export class BulkController {
  constructor(private readonly bulk: BulkHandler) {}

  @Post()
  @HttpCode(200)
  @BulkDocs.process
  process(@Scim() context: ScimContext, @Body() body: unknown): Promise<Answer> {
    return this.bulk.process(context, body);
  }
}
