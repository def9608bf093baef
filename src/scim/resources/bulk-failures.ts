import { performance } from 'node:perf_hooks';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { provisionerName } from '../../auth/principal.js';
import { LOGGER } from '../../platform/logging/logger.js';
import type { FailedOperation } from './bulk-run.js';
import { FailureLog } from './failure-log.js';
import { intendedOperation } from './intent.js';
import { authorOf } from './scim-transactions.js';
import { isRefusal, refusalOf } from './refusal-of.js';
import { refusedValue } from './refused-value.js';
import type { ScimContext } from './resource-handler.js';
import { sentNames } from './subject-names.js';

/** Records an event for a failed operation of a bulk request. */
@Injectable()
export class BulkFailures {
  constructor(
    private readonly failures: FailureLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Never throws: the answer to the client does not depend on it. */
  async record(
    { principal, client, startedAt }: ScimContext,
    error: unknown,
    { operation: { method, target, data }, count }: FailedOperation,
  ): Promise<void> {
    if (!isRefusal(error)) this.logger.error({ err: error }, 'bulk operation failed');
    const { status, detail, code } = refusalOf(error);
    const resourceType = 'fault' in target ? null : target.type.name;
    await this.failures.record(
      { accountId: principal.accountId, actor: provisionerName(principal), author: authorOf(principal) },
      {
        operation: intendedOperation(method, data),
        resourceType,
        resourceId: 'fault' in target ? null : (target.id ?? null),
        status,
        detail,
        code,
        client,
        durationMs: performance.now() - startedAt,
        count,
        subject: sentNames(resourceType, data),
        refused: refusedValue(error, data),
      },
    );
  }
}
