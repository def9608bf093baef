import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../../common/logger.js';
import { bulkResponse, parseBulkRequest } from '../protocol/bulk.js';
import { BulkRun } from './bulk-run.js';
import { GroupHandler } from './group.handler.js';
import type { Answer, ScimContext } from './resource-handler.js';
import { UserHandler } from './user.handler.js';

/** How many operations one bulk request may have. */
export const MAX_BULK_OPERATIONS = 1_000;

/** `/Bulk` (RFC 7644 §3.7), before HTTP. */
@Injectable()
export class BulkHandler {
  constructor(
    private readonly users: UserHandler,
    private readonly groups: GroupHandler,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Carries the operations out one by one, each whole or not at all: the failure of one never undoes another.
   * Throws ScimError for what is no bulk request, 413 for one with too many operations.
   */
  async process(context: ScimContext, body: unknown): Promise<Answer> {
    const request = parseBulkRequest(body, MAX_BULK_OPERATIONS);
    const handlers = { User: this.users, Group: this.groups };
    const run = new BulkRun(context, request, handlers, (error) => {
      this.logger.error({ err: error }, 'bulk operation failed');
    });
    return { status: 200, body: bulkResponse(await run.results()) };
  }
}
