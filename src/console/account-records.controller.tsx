import { Get, Param } from '@nestjs/common';
import { AccountsService, type AccountRow } from '../accounts/accounts.service.js';
import { AuditService } from '../accounts/audit.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProvisioningLog } from '../provisioning-log/provisioning-log.service.js';
import { AccountTabs } from './components/account-tabs.js';
import { EventLog, NO_EVENTS } from './components/event-log.js';
import { maskedRecord } from '../support/masking.js';
import { OperatorPages } from './console-pages.js';
import { QueryFields, readForm, refusalOf, type FormFields } from './form.js';
import { ListQuery, ROWS_A_PAGE } from './list-query.js';
import { eventQueryOf } from './log-query.js';
import { AccountAuditPage } from './pages/audit-page.js';
import type { WebPage } from './web-page.js';

/** The logs of an account, for support: the provisioning log and the audit trail. */
@OperatorPages('accounts/:id')
export class AccountRecordsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly log: ProvisioningLog,
    private readonly audit: AuditService,
  ) {}

  @Get('log')
  async events(@Param('id') id: string, @QueryFields() fields: FormFields): Promise<WebPage> {
    const action = `/accounts/${id}/log`;
    try {
      const query = await eventQueryOf(fields);
      const { account, found } = await this.within(id, (tx) => this.log.page(tx, query));
      const events = { ...found, items: found.items.map(maskedRecord), isMasked: true };
      return logPage(account, <EventLog action={action} fields={fields} events={events} />);
    } catch (error) {
      const refusal = refusalOf(error);
      const { account } = await this.within(id, () => Promise.resolve());
      const body = <EventLog action={action} fields={fields} refusal={refusal} events={NO_EVENTS} />;
      return { ...logPage(account, body), refusal };
    }
  }

  @Get('audit')
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

function logPage(account: AccountRow, log: WebPage['body']): WebPage {
  return {
    title: `${account.name}: provisioning log`,
    lead: "Changes by the account's identity provider, and refused requests, newest first.",
    body: (
      <>
        <AccountTabs id={account.id} />
        {log}
      </>
    ),
  };
}
