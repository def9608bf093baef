import { Injectable } from '@nestjs/common';
import { newId } from '../../common/identifier.js';
import { Journal } from '../../journal/journal.service.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import type { Author } from '../../platform/database/author.js';
import type { Operation } from '../../provisioning-log/provisioning-event.entity.js';
import { ProvisioningLog } from '../../provisioning-log/provisioning-log.service.js';
import type { NewEvent } from '../../provisioning-log/recorded-event.js';

/** An event of a failure, with its author if that is known. */
export interface WrittenFailure {
  event: NewEvent & { count: number };
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

/** Writes the event of a failure, and counts a refused change in its run. */
@Injectable()
export class FailureEvents {
  constructor(
    private readonly log: ProvisioningLog,
    private readonly journal: Journal,
  ) {}

  async write(tx: AccountTransaction, { event, author }: WrittenFailure): Promise<void> {
    const eventId = newId();
    await this.log.record(tx, { id: eventId, ...event });
    const { operation, resourceType, resourceId, client, count } = event;
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
