import { Inject, Injectable } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { LOGGER } from '../../common/logger.js';
import { bulkResponse, parseBulkRequest, type BulkOperation } from '../protocol/bulk.js';
import { BulkRun } from './bulk-run.js';
import type { Operation } from '../../provisioning/provisioning-event.entity.js';
import { FailureLog } from './failure-log.js';
import { GroupHandler } from './group.handler.js';
import { isRefusal, refusalOf } from './refusal.js';
import type { Answer, ScimContext } from './resource-handler.js';
import { UserHandler } from './user.handler.js';

/** How many operations one bulk request may have. */
export const MAX_BULK_OPERATIONS = 1_000;

/** What the provisioning log calls a method. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  POST: 'create',
  PUT: 'replace',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** `/Bulk` (RFC 7644 §3.7), before HTTP. */
@Injectable()
export class BulkHandler {
  constructor(
    private readonly users: UserHandler,
    private readonly groups: GroupHandler,
    private readonly failures: FailureLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Carries the operations out one by one, each whole or not at all: the failure of one never undoes another.
   * Throws ScimError for what is no bulk request, 413 for one with too many operations.
   */
  async process(context: ScimContext, body: unknown): Promise<Answer> {
    const request = parseBulkRequest(body, MAX_BULK_OPERATIONS);
    const handlers = { User: this.users, Group: this.groups };
    const run = new BulkRun(context, request, handlers, (...failure) => this.report(...failure));
    return { status: 200, body: bulkResponse(await run.results()) };
  }

  private async report(
    { principal, startedAt }: ScimContext,
    error: unknown,
    { method, target }: BulkOperation,
  ): Promise<void> {
    if (!isRefusal(error)) this.logger.error({ err: error }, 'bulk operation failed');
    const { status, detail, code } = refusalOf(error);
    await this.failures.record(
      { accountId: principal.accountId, actor: principal.userName },
      {
        operation: OPERATIONS[method] ?? 'read',
        resourceType: 'fault' in target ? null : target.type.name,
        resourceId: 'fault' in target ? null : (target.id ?? null),
        status,
        detail,
        code,
        durationMs: performance.now() - startedAt,
      },
    );
  }
}
