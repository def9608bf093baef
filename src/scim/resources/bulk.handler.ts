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

/** How many operations one bulk request may have. */
export const MAX_BULK_OPERATIONS = 1_000;

/** Of one account one operation at a time, however many bulk requests it sends: each takes its part of the program's one thread. */
const OPERATIONS_AT_ONCE = {
  atOnce: 2,
  reserve: 0,
  ofOne: { atOnce: 1, amongOthers: 1, waiting: Infinity },
};

/** `/Bulk` (RFC 7644 §3.7), before HTTP. */
@Injectable()
export class BulkHandler {
  private readonly turns = new FairQueue(OPERATIONS_AT_ONCE);

  constructor(
    private readonly users: UserHandler,
    private readonly groups: GroupHandler,
    private readonly failures: BulkFailures,
    private readonly right: ScimRight,
  ) {}

  /**
   * Carries the operations out one by one, each whole or not at all: the failure of one never undoes another.
   * Once the caller may not use SCIM any more, all others are refused; when the client leaves, they are left out. Throws
   * ScimError for what is no bulk request, 413 for one with too many operations, NobodyWaits.
   */
  async process(context: ScimContext, body: unknown): Promise<Answer> {
    const request = parseBulkRequest(body, MAX_BULK_OPERATIONS);
    const handlers = { User: this.users, Group: this.groups };
    const run = new BulkRun(context, request, handlers, {
      report: (...failure) => this.failures.record(...failure),
      ensureRight: () => this.right.ensure(context.principal),
      turn: (operation) => this.turn(context, operation),
    });
    return { status: 200, body: bulkResponse(await run.results()) };
  }

  /** Others are answered between two operations, also where the first one's statements ran on this very thread. */
  private turn<T>({ principal, waiter }: ScimContext, operation: () => Promise<T>): Promise<T> {
    const turn = async () => {
      await setImmediate();
      return operation();
    };
    return this.turns.take(principal.accountId, turn, waiter);
  }
}
