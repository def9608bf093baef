import { Injectable } from '@nestjs/common';
import { Journal } from '../../provisioning/journal/journal.service.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import type { Author } from '../../platform/database/author.js';
import type { Operation } from '../../provisioning/log/provisioning-event.entity.js';
import { ProvisioningLog } from '../../provisioning/log/provisioning-log.service.js';
import type { NewEvent } from '../../provisioning/log/recorded-event.js';
import { withStoredSubjects } from './stored-subjects.js';

/** An event of a failure, with its author if that is known. */
export interface WrittenFailure {
  event: NewEvent & { count: number; time: string };
  author: Author | undefined;
}

/** Operations that change something. */
const CHANGES = new Set<Operation>([
  'create',
  'replace',
  'patch',
  'deactivate',
  'reactivate',
  'password',
  'delete',
]);

/** Writes the event of a failure, and records a refused change, which its run counts. */
@Injectable()
export class FailureEvents {
  constructor(
    private readonly log: ProvisioningLog,
    private readonly journal: Journal,
  ) {}

  async writeAll(tx: AccountTransaction, failures: readonly WrittenFailure[]): Promise<void> {
    const events = await withStoredSubjects(
      tx,
      failures.map(({ event }) => event),
    );
    for (const [index, event] of events.entries()) {
      await this.log.record(tx, event);
      await this.count(tx, event, failures[index]?.author);
    }
  }

  private async count(tx: AccountTransaction, event: NewEvent, author: Author | undefined): Promise<void> {
    const { id: eventId = null, operation, resourceType, resourceId, client, count = 1 } = event;
    if (!author || resourceType === null || !CHANGES.has(operation)) return;
    const isDeactivation = operation === 'deactivate' || (operation === 'delete' && resourceType === 'User');
    await this.journal.refused(tx, {
      author,
      client,
      eventId,
      isDeactivation,
      resourceType,
      resourceId,
      count,
    });
  }
}
