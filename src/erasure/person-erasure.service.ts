import { Injectable } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import type { Author } from '../platform/database/author.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PersonRows } from './person-rows.service.js';
import { PersonTexts } from './person-texts.js';
import { RecordTraces } from './record-traces.service.js';

/** Whom to erase, and why. */
export interface ErasureOrder {
  accountId: string;
  userId: string;
  reason: string | null;
}

/**
 * Removes everything personal of a user, for good: from its row, from what belongs to it, and from what the logs tell.
 * It goes in small transactions; one that was interrupted is taken up by erasing the same user again.
 */
@Injectable()
export class PersonErasure {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rows: PersonRows,
    private readonly audit: AuditService,
    private readonly traces: RecordTraces,
  ) {}

  /**
   * Deletes the user first, if it is still there. Throws `not-found` for one that never was, `forbidden` (`own-user`)
   * and `conflict` (`last-admin`) for those who must not go. To erase somebody twice changes nothing.
   */
  async erase({ accountId, userId, reason }: ErasureOrder, author: Author): Promise<void> {
    const texts = new PersonTexts();
    const row = await this.unitOfWork.write(accountId, async (tx) => {
      await this.rows.deleteFirst(tx, userId, { author, texts });
      return this.rows.find(tx, userId);
    });
    if (row.erasedAt !== null) return;
    texts.add(row.userName, row.displayName, row.formattedName, row.nickName, row.externalId);
    texts.add(row.iban, row.employeeNumber, row.profileUrl);
    await this.traces.collect(accountId, userId, texts);
    await this.traces.erase(accountId, userId, texts);
    await this.unitOfWork.write(accountId, async (tx) => {
      await this.rows.blank(tx, row);
      const subject = { type: 'user', id: userId, name: null } as const;
      await this.audit.record(tx.by(author), { action: 'user.erased', subject, detail: reason });
    });
  }

  /** Erases some of those who were deleted before `instant`, and gives their number. */
  async eraseDue(accountId: string, instant: Date, author: Author): Promise<number> {
    const due = await this.unitOfWork.read(accountId, (tx) => this.rows.due(tx, instant));
    for (const userId of due) await this.erase({ accountId, userId, reason: null }, author);
    return due.length;
  }
}
