import { Get } from '@nestjs/common';
import { Client } from '../platform/http/client.js';
import type { Waiter } from '../common/waiter.js';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { CSV_TYPE } from '../platform/http/csv-answer.js';
import { eventFile } from '../provisioning/log/event-file.js';
import type { EventQuery } from '../provisioning/log/event-filters.js';
import { FailureCauses } from '../provisioning/log/failure-causes.service.js';
import { ProvisioningLog } from '../provisioning/log/provisioning-log.service.js';
import { EventLog, NO_EVENTS } from './components/event-log.js';
import { AdminPages } from './console-pages.js';
import { EventSubjectsService } from './event-subjects.service.js';
import { QueryFields, refusalOf, type FormFields } from './form.js';
import { causesSince, eventQueryOf } from './log-query.js';
import { CAUSES_LEAD, CausesPage } from './pages/causes-page.js';
import { Download, type WebPage } from './web-page.js';

const PAGE = {
  title: 'Provisioning log',
  lead: 'Changes by your identity provider, and refused requests, newest first.',
};

const CAUSES = {
  title: 'Failures by cause',
  lead: CAUSES_LEAD,
};

@AdminPages('log')
export class LogController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: ProvisioningLog,
    private readonly causes: FailureCauses,
    private readonly subjects: EventSubjectsService,
  ) {}

  @Get()
  async show(
    @CurrentUser() user: UserPrincipal,
    @QueryFields() fields: FormFields,
    @Client() client: Waiter,
  ): Promise<WebPage> {
    try {
      const query = await eventQueryOf(fields);
      const read = async (tx: AccountTransaction) => {
        const page = await this.log.page(tx, query);
        return { ...page, subjects: await this.subjects.of(tx, page.items) };
      };
      const events = await this.unitOfWork.search(user.accountId, read, client);
      return { ...PAGE, body: <EventLog action="/log" fields={fields} events={events} /> };
    } catch (error) {
      const refusal = refusalOf(error);
      const body = <EventLog action="/log" fields={fields} refusal={refusal} events={NO_EVENTS} />;
      return { ...PAGE, refusal, body };
    }
  }

  @Get('events.csv')
  async download(
    @CurrentUser() user: UserPrincipal,
    @QueryFields() fields: FormFields,
    @Client() client: Waiter,
  ): Promise<Download> {
    const query = await eventQueryOf(fields);
    const read = (page: EventQuery) =>
      this.unitOfWork.search(user.accountId, (tx) => this.log.page(tx, page), client);
    return new Download('provisioning-log.csv', CSV_TYPE, await eventFile('csv', query, read));
  }

  @Get('causes')
  async showCauses(
    @CurrentUser() user: UserPrincipal,
    @QueryFields() fields: FormFields,
    @Client() client: Waiter,
  ): Promise<WebPage> {
    try {
      const since = await causesSince(fields);
      const read = (tx: AccountTransaction) => this.causes.report(tx, since);
      const report = await this.unitOfWork.search(user.accountId, read, client);
      return { ...CAUSES, body: <CausesPage log="/log" fields={fields} found={{ since, report }} /> };
    } catch (error) {
      const refusal = refusalOf(error);
      return { ...CAUSES, refusal, body: <CausesPage log="/log" fields={fields} refusal={refusal} /> };
    }
  }
}
