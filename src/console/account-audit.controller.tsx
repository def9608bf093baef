import { Get, Param } from '@nestjs/common';
import { AccountsService, type AccountRow } from '../accounts/accounts.service.js';
import { AuditService } from '../accounts/audit.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { maskedRecord } from '../support/masking.js';
import { OperatorPages } from './console-pages.js';
import { QueryFields, readForm, type FormFields } from './form.js';
import { ListQuery, ROWS_A_PAGE } from './list-query.js';
import { AccountAuditPage } from './pages/audit-page.js';
import type { WebPage } from './web-page.js';

/** The audit trail of an account, for support. */
@OperatorPages('accounts/:id/audit')
export class AccountAuditController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly audit: AuditService,
  ) {}

  @Get()
  async trail(@Param('id') id: string, @QueryFields() fields: FormFields): Promise<WebPage> {
    const { page } = await readForm(ListQuery, fields);
    const window = { page, limit: ROWS_A_PAGE };
    const { account, found } = await this.within(id, (tx) => this.audit.page(tx, window));
    return {
      title: `${account.name}: audit trail`,
      lead: "Changes and logins by this account's people and by Declaree staff, newest first.",
      body: (
        <AccountAuditPage id={id} {...window} total={found.total} items={found.items.map(maskedRecord)} />
      ),
    };
  }

  /** Throws `not-found`. */
  private within<T>(
    id: string,
    read: (tx: AccountTransaction) => Promise<T>,
  ): Promise<{ account: AccountRow; found: T }> {
    return this.unitOfWork.readPlatform(async (tx) => ({
      account: await this.accounts.getById(tx, id),
      found: await read(tx.within(id)),
    }));
  }
}
