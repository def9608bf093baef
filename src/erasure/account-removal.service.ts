import { Injectable } from '@nestjs/common';
import { Account } from '../accounts/account.entity.js';
import { AccountsService, type AccountRow } from '../accounts/accounts.service.js';
import type { Author } from '../platform/database/author.js';
import { idIs } from '../platform/database/sql/predicate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PlatformTrail } from '../operators/platform-trail.service.js';
import { OwnedRows } from './owned-rows.service.js';
import { otherSlug } from './refusals.js';

/** Which account to remove. The slug must match the id, so that a wrong id does not remove another account. */
export interface RemovalOrder {
  accountId: string;
  slug: string;
  reason: string;
}

/**
 * Permanently removes an account and all its data; one entry in the platform's audit trail stays. Logins stop
 * immediately. The rest is deleted in small transactions; to resume an interrupted removal, call it again.
 */
@Injectable()
export class AccountRemoval {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly rows: OwnedRows,
    private readonly trail: PlatformTrail,
  ) {}

  /** Throws `not-found`; `invalid` (`other-slug`) if the slug is not the account's. */
  async remove({ accountId, slug, reason }: RemovalOrder, author: Author): Promise<AccountRow> {
    const account = await this.unitOfWork.writePlatform(async (tx) => {
      const found = await this.accounts.getById(tx, accountId);
      if (found.slug !== slug) throw otherSlug(accountId, slug);
      await tx.update(Account, { removingSince: new Date().toISOString() }, idIs(accountId));
      return found;
    });
    await this.rows.remove(accountId);
    await this.unitOfWork.writePlatform(async (tx) => {
      if ((await tx.delete(Account, idIs(accountId))) === 0) return;
      const subject = { id: accountId, name: slug };
      await this.trail.record(tx, author, { action: 'account.removed', subject, detail: reason });
    });
    return account;
  }
}
