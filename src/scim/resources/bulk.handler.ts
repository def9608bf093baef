import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { FairQueue } from '../../platform/limits/fair-queue.js';
import { bulkResponse, parseBulkRequest } from '../protocol/bulk.js';
import { BulkRun } from './bulk-run.js';
import { BulkFailures } from './bulk-failures.js';
import { GroupHandler } from './group.handler.js';
import type { Answer, ScimContext } from './resource-handler.js';
import { ScimRight } from './right.service.js';
import { UserHandler } from './user.handler.js';

/** The maximum number of operations in one bulk request. */
export const MAX_BULK_OPERATIONS = 1_000;

/** An account runs one bulk operation at a time, however many bulk requests it sends, because they share one thread. */
const OPERATIONS_AT_ONCE = {
  atOnce: 2,
  reserve: 0,
  ofOne: { atOnce: 1, amongOthers: 1, waiting: Infinity },
};

/** `/Bulk` (RFC 7644 §3.7), before HTTP. */
@Injectable()
export class BulkHandler {
  private readonly queue = new FairQueue(OPERATIONS_AT_ONCE);

  constructor(
    private readonly users: UserHandler,
    private readonly groups: GroupHandler,
    private readonly failures: BulkFailures,
    private readonly right: ScimRight,
  ) {}

  /**
   * Runs the operations one by one. Each is atomic, and a failure does not undo others. Refuses the rest once the caller
   * may no longer use SCIM, and drops it when the client disconnects. Throws ScimError if the body is not a bulk request
   * or has too many operations (413), and NobodyWaits.
   */
  async process(context: ScimContext, body: unknown): Promise<Answer> {
    const request = parseBulkRequest(body, MAX_BULK_OPERATIONS);
    const handlers = { User: this.users, Group: this.groups };
    const run = new BulkRun(context, request, handlers, {
      report: (...failure) => this.failures.record(...failure),
      ensureRight: () => this.right.ensure(context.principal),
      enqueue: (operation) => this.enqueue(context, operation),
    });
    return { status: 200, body: bulkResponse(await run.results()) };
  }

  /** Yields to other requests between two operations: on SQLite, statements run on this thread. */
  private enqueue<T>({ principal, waiter }: ScimContext, operation: () => Promise<T>): Promise<T> {
    const run = async () => {
      await setImmediate();
      return operation();
    };
    return this.queue.take(principal.accountId, run, waiter);
  }
}
