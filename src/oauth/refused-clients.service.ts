import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { DomainError } from '../common/errors.js';
import { statusOf } from '../platform/http/problem.js';
import { LOGGER } from '../platform/logging/logger.js';
import type { DeferredWrites } from '../platform/database/deferred-writes.js';
import { LateWrites } from '../platform/database/late-writes.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProvisioningLog } from '../provisioning/log/provisioning-log.service.js';
import type { NewEvent } from '../provisioning/log/recorded-event.js';

/** A refused token request of a known connection. */
export interface RefusedClient {
  accountId: string;
  /** The connection's name. */
  actor: string;
  refusal: DomainError;
  /** The product that the client names in its `User-Agent`. */
  client: string | null;
}

type Note = Pick<RefusedClient, 'accountId'> & { event: NewEvent & { count: number } };

/**
 * Writes refused token requests to the account's provisioning log, in the background, so that the time of the
 * answer does not tell whether the client exists. Equal refusals within about a second become one event.
 */
@Injectable()
export class RefusedClients {
  private readonly notes: DeferredWrites<Note>;

  constructor(
    unitOfWork: UnitOfWork,
    log: ProvisioningLog,
    lateWrites: LateWrites,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.notes = lateWrites.deferred<Note>({
      merge: (earlier, later) => ({
        ...later,
        event: { ...later.event, count: earlier.event.count + later.event.count },
      }),
      write: (_, { accountId, event }) => unitOfWork.write(accountId, (tx) => log.record(tx, event)),
      failed: (error) => logger.error({ err: error }, 'a refused token request could not be logged'),
    });
  }

  note({ accountId, actor, refusal, client }: RefusedClient): void {
    const refused = {
      actor,
      client,
      code: refusal.code,
      detail: refusal.message,
      status: statusOf(refusal.kind),
    };
    const event = {
      ...refused,
      operation: 'authenticate' as const,
      resourceType: null,
      resourceId: null,
      outcome: 'failure' as const,
      durationMs: 0,
      count: 1,
      changes: [],
    };
    this.notes.note(JSON.stringify([accountId, refused]), { accountId, event });
  }
}
