import { Body, HttpCode, Post } from '@nestjs/common';
import { BulkHandler } from '../resources/bulk.handler.js';
import type { Answer, ScimContext } from '../resources/resource-handler.js';
import { Scim } from './scim-context.js';
import { ScimEndpoint } from './scim-endpoint.js';

@ScimEndpoint('Bulk')
export class BulkController {
  constructor(private readonly bulk: BulkHandler) {}

  @Post()
  @HttpCode(200)
  process(@Scim() context: ScimContext, @Body() body: unknown): Promise<Answer> {
    return this.bulk.process(context, body);
  }
}
