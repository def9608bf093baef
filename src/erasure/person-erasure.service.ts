import { Injectable } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import { startErasure } from '../accounts/erasures.js';
import type { Author } from '../platform/database/author.js';
import { LateWrites } from '../platform/database/late-writes.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PersonRows } from './person-rows.service.js';
import { PersonTexts } from './person-texts.js';
import { PersonTraces } from './person-traces.service.js';
import { ProvisioningTraces } from './provisioning-traces.service.js';

/** Which user to erase, and why. */
export interface ErasureOrder {
  accountId: string;
  userId: string;
  reason: string | null;
}

/**
 * Permanently erases a user's personal data: in the user's row, in rows that belong to it, in the logs and in
 * expense reports. Works in small transactions; to resume an interrupted erasure, erase the same user again.
 */
@Injectable()
export class PersonErasure {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lateWrites: LateWrites,
    private readonly rows: PersonRows,
    private readonly audit: AuditService,
    private readonly traces: PersonTraces,
    private readonly provisioning: ProvisioningTraces,
  ) {}

  /**
   * Deletes the user first if it still exists. Erasing a user twice changes nothing. Throws `not-found` for an id that
   * never existed, `forbidden` (`own-user`) and `conflict` (`last-admin`) for users who cannot be deleted.
   */
  async erase({ accountId, userId, reason }: ErasureOrder, author: Author): Promise<void> {
    const texts = new PersonTexts();
    const row = await this.unitOfWork.write(accountId, async (tx) => {
      await this.rows.deleteFirst(tx, userId, { author, texts });
      return this.rows.find(tx, userId);
    });
    if (row.erasedAt !== null) return;
    texts.addFields(row);
    // Records in this server's memory can still be written with names, because they are found below.
    await this.lateWrites.flush();
    await this.unitOfWork.write(accountId, startErasure);
    await this.traces.collect(accountId, userId, texts);
    await this.traces.erase(accountId, userId, texts);
    await this.unitOfWork.write(accountId, async (tx) => {
      await this.rows.blank(tx, row);
      await this.provisioning.erase(tx, row);
      const subject = { type: 'user', id: userId, name: null } as const;
      await this.audit.record(tx.by(author), { action: 'user.erased', subject, detail: reason });
    });
  }

  /** Erases one batch of users who were deleted before the instant. Returns how many. */
  async eraseDue(accountId: string, before: Date, author: Author): Promise<number> {
    const due = await this.unitOfWork.read(accountId, (tx) => this.rows.due(tx, before));
    for (const userId of due) await this.erase({ accountId, userId, reason: null }, author);
    return due.length;
  }
}
