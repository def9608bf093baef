import { Get, Param } from '@nestjs/common';
import { AccountsService, type AccountRow } from '../accounts/accounts.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { CSV_TYPE } from '../platform/http/csv-answer.js';
import { eventFile } from '../provisioning/log/event-file.js';
import type { EventQuery } from '../provisioning/log/event-filters.js';
import { FailureCauses } from '../provisioning/log/failure-causes.service.js';
import { ProvisioningLog } from '../provisioning/log/provisioning-log.service.js';
import { maskedEvent } from '../support/masking.js';
import { AccountTabs } from './components/account-tabs.js';
import { EventLog, NO_EVENTS } from './components/event-log.js';
import { OneEvent } from './components/event-page.js';
import { OperatorPages } from './console-pages.js';
import { QueryFields, refusalOf, type FormFields } from './form.js';
import { causesSince, eventQueryOf } from './log-query.js';
import { CAUSES_LEAD, CausesPage } from './pages/causes-page.js';
import { Download, type WebPage } from './web-page.js';

/** The provisioning log of an account, masked for support. */
@OperatorPages('accounts/:id/log')
export class AccountLogController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly log: ProvisioningLog,
    private readonly causes: FailureCauses,
  ) {}

  @Get()
  async events(@Param('id') id: string, @QueryFields() fields: FormFields): Promise<WebPage> {
    const action = `/accounts/${id}/log`;
    try {
      const query = { ...(await eventQueryOf(fields)), isMasked: true };
      const { account, found } = await this.within(id, (tx) => this.log.page(tx, query));
      const events = { ...found, items: found.items.map(maskedEvent), isMasked: true };
      return logPage(account, <EventLog action={action} fields={fields} events={events} />);
    } catch (error) {
      const refusal = refusalOf(error);
      const { account } = await this.within(id, () => Promise.resolve());
      const body = <EventLog action={action} fields={fields} refusal={refusal} events={NO_EVENTS} />;
      return { ...logPage(account, body), refusal };
    }
  }

  @Get('events.csv')
  async download(@Param('id') id: string, @QueryFields() fields: FormFields): Promise<Download> {
    const query = await eventQueryOf(fields);
    const read = async (page: EventQuery) => {
      const { found } = await this.within(id, (tx) => this.log.page(tx, { ...page, isMasked: true }));
      return { ...found, items: found.items.map(maskedEvent) };
    };
    return new Download('provisioning-log.csv', CSV_TYPE, await eventFile('csv', query, read));
  }

  @Get('causes')
  async showCauses(@Param('id') id: string, @QueryFields() fields: FormFields): Promise<WebPage> {
    const log = `/accounts/${id}/log`;
    try {
      const since = await causesSince(fields);
      const { account, found } = await this.within(id, (tx) => this.causes.report(tx, since));
      return causesPage(account, <CausesPage log={log} fields={fields} found={{ since, report: found }} />);
    } catch (error) {
      const refusal = refusalOf(error);
      const { account } = await this.within(id, () => Promise.resolve());
      const body = <CausesPage log={log} fields={fields} refusal={refusal} />;
      return { ...causesPage(account, body), refusal };
    }
  }

  @Get(':eventId')
  async event(@Param('id') id: string, @Param('eventId') eventId: string): Promise<WebPage> {
    const { account, found } = await this.within(id, (tx) => this.log.get(tx, eventId));
    const one = <OneEvent event={maskedEvent(found)} action={`/accounts/${id}/log`} isMasked />;
    return { ...logPage(account, one), title: `${account.name}: event of the provisioning log` };
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
    lead: "Changes by the account's identity provider, and refused requests, newest first. Times are in UTC.",
    body: (
      <>
        <AccountTabs id={account.id} />
        {log}
      </>
    ),
  };
}

function causesPage(account: AccountRow, causes: WebPage['body']): WebPage {
  return {
    ...logPage(account, causes),
    title: `${account.name}: failures by cause`,
    lead: CAUSES_LEAD,
  };
}
