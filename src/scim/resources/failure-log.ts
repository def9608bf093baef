import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Author } from '../../platform/database/author.js';
import { LOGGER } from '../../platform/logging/logger.js';
import { newId } from '../../common/identifier.js';
import { BackgroundWork } from '../../platform/background/background-work.js';
import type { DeferredWrites } from '../../platform/database/deferred-writes.js';
import { LateWrites } from '../../platform/database/late-writes.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { withoutErased } from './erased-in-failures.js';
import { FailureEvents, type WrittenFailure } from './failure-events.js';
import { failureKind, isWhateverIsSent, type Failure } from './failure-kind.js';

/** The account whose log records a failure, and the login name that was used. */
export interface Caller {
  accountId: string;
  actor: string;
  /** Absent if the credential itself was refused. */
  author?: Author | undefined;
}

/** Failures of one kind after the first. */
interface Repeated extends WrittenFailure {
  accountId: string;
}

const UNAVAILABLE = 503;
const ONCE_PER_MS = 60_000;
const KINDS_REMEMBERED = 10_000;
/** How many events of one account may wait: more than a burst causes, and still little memory. */
const MAX_WAITING = 5_000;
const WRITTEN_AT_ONCE = 100;

/**
 * Records an event for a failed request, in its own transaction because the request's was rolled back.
 * Repeated failures of one caller are cheap: the first of a kind is written immediately, the rest as one
 * event with a count per minute.
 */
@Injectable()
export class FailureLog {
  private readonly recent = new LRUCache<string, true>({
    max: KINDS_REMEMBERED,
    ttl: ONCE_PER_MS,
    updateAgeOnHas: true,
  });
  private readonly repeated: DeferredWrites<Repeated>;
  /** Events that are not written yet and that no client waits for, by account. */
  private readonly waiting = new Map<string, WrittenFailure[]>();
  private readonly writes = new BackgroundWork();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: FailureEvents,
    @Inject(LOGGER) private readonly logger: Logger,
    lateWrites: LateWrites,
  ) {
    this.repeated = lateWrites.deferred<Repeated>({
      atLeastMs: ONCE_PER_MS,
      merge: (earlier, { event, ...rest }) => ({
        ...rest,
        event: { ...event, count: earlier.event.count + event.count },
      }),
      // The first events must be written before their repetitions.
      write: async (_, { accountId, ...written }) => {
        await this.writes.ended();
        await this.write(accountId, [written], { isLate: true });
      },
      // `write` itself logs its errors.
      failed: () => undefined,
    });
    lateWrites.add(() => this.writes.ended());
  }

  /**
   * Never throws: the answer to the client does not depend on it. If the database is away or busy, the event is written
   * later, if possible, and the client does not wait for it. A failure may stand for several (`count`).
   */
  async record({ accountId, actor, author }: Caller, failure: Failure): Promise<void> {
    const named = isWhateverIsSent(failure) ? { ...failure, subject: null } : failure;
    const event = {
      ...named,
      // However late it is written, its place in the log is when it happened.
      id: newId(),
      time: new Date().toISOString(),
      count: failure.count ?? 1,
      actor,
      outcome: 'failure' as const,
      changes: [],
    };
    const kind = JSON.stringify([accountId, actor, failureKind(named)]);
    if (this.recent.has(kind)) {
      this.repeated.note(kind, { accountId, event, author });
      return;
    }
    this.recent.set(kind, true);
    if (failure.status === UNAVAILABLE) this.defer(accountId, { event, author });
    else await this.write(accountId, [{ event, author }]);
  }

  /**
   * Uses one unit of work per account at a time, because failures of a busy database must not make it busier.
   */
  private defer(accountId: string, written: WrittenFailure): void {
    const others = this.waiting.get(accountId);
    if (others === undefined) {
      this.waiting.set(accountId, [written]);
      this.writes.add(this.writeWaiting(accountId));
    } else if (others.length < MAX_WAITING) others.push(written);
    else
      this.logger.error(
        { accountId },
        'a failure was dropped: too many are waiting for the provisioning log',
      );
  }

  private async writeWaiting(accountId: string): Promise<void> {
    const events = this.waiting.get(accountId) ?? [];
    while (events.length > 0)
      await this.write(accountId, events.splice(0, WRITTEN_AT_ONCE), { isLate: true });
    this.waiting.delete(accountId);
  }

  private async write(
    accountId: string,
    failures: readonly WrittenFailure[],
    { isLate = false } = {},
  ): Promise<void> {
    try {
      await this.unitOfWork.write(accountId, async (tx) => {
        await this.events.writeAll(tx, isLate ? await withoutErased(tx, failures) : failures);
      });
    } catch (error) {
      this.logger.error({ err: error, accountId }, 'a failure could not be written to the provisioning log');
    }
  }
}
