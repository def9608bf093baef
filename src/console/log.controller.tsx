import { Get } from '@nestjs/common';
import { Client } from '../platform/http/client.js';
import type { Waiter } from '../common/waiter.js';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProvisioningLog } from '../provisioning-log/provisioning-log.service.js';
import { EventLog, NO_EVENTS } from './components/event-log.js';
import { AdminPages } from './console-pages.js';
import { EventSubjectsService } from './event-subjects.service.js';
import { QueryFields, refusalOf, type FormFields } from './form.js';
import { eventQueryOf } from './log-query.js';
import type { WebPage } from './web-page.js';

const PAGE = {
  title: 'Provisioning log',
  lead: 'Changes by your identity provider, and refused requests, newest first.',
};

@AdminPages('log')
export class LogController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: ProvisioningLog,
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
}
