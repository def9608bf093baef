import { Injectable } from '@nestjs/common';
import { AuditService, type AuditRow } from '../accounts/audit.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import type { Author } from '../platform/database/author.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProvisioningLog, type ReadEvent } from '../provisioning/log/provisioning-log.service.js';

/** Who unmasks a record, and why. */
export interface UnmaskRequest {
  author: Author;
  reason: string;
}

/** Shows records of an account unmasked. Who did so and why is written to the account's audit trail first. */
@Injectable()
export class Unmasking {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: ProvisioningLog,
    private readonly audit: AuditService,
  ) {}

  /** Throws `not-found`. */
  event(accountId: string, id: string, request: UnmaskRequest): Promise<ReadEvent> {
    return this.unitOfWork.write(accountId, async (tx) => {
      const event = await this.log.get(tx, id);
      await this.record(tx, { type: 'event', id }, request);
      return event;
    });
  }

  /** Throws `not-found`. */
  entry(accountId: string, id: string, request: UnmaskRequest): Promise<AuditRow> {
    return this.unitOfWork.write(accountId, async (tx) => {
      const entry = await this.audit.get(tx, id);
      await this.record(tx, { type: 'entry', id }, request);
      return entry;
    });
  }

  private record(
    tx: AccountTransaction,
    subject: { type: 'event' | 'entry'; id: string },
    { author, reason }: UnmaskRequest,
  ): Promise<void> {
    const deed = {
      action: 'data.unmasked',
      subject: { ...subject, name: null },
      detail: reason.trim(),
    } as const;
    return this.audit.record(tx.by(author), deed);
  }
}
