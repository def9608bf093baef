import { Get, Param } from '@nestjs/common';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { Departures, movedBy } from '../expenses/departures.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProvisioningLog } from '../provisioning/log/provisioning-log.service.js';
import { OneEvent } from './components/event-page.js';
import { MovedReports, movedWindow } from './components/moved-reports.js';
import { AdminPages } from './console-pages.js';
import { EventSubjectsService } from './event-subjects.service.js';
import { QueryFields, readForm, type FormFields } from './form.js';
import { PageNumber } from './list-query.js';
import type { WebPage } from './web-page.js';

class EffectsQuery {
  /** Which page of the moved expense reports. */
  @PageNumber()
  reports: number = 1;
}

/** One event of the provisioning log, and what it did to expense reports. */
@AdminPages('log/:eventId')
export class EventController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: ProvisioningLog,
    private readonly subjects: EventSubjectsService,
    private readonly departures: Departures,
  ) {}

  @Get()
  async show(
    @CurrentUser() { accountId, hasExpenses = false }: UserPrincipal,
    @Param('eventId') id: string,
    @QueryFields() fields: FormFields,
  ): Promise<WebPage> {
    const { reports } = await readForm(EffectsQuery, fields);
    const { event, subjects, moved } = await this.unitOfWork.read(accountId, async (tx) => {
      const found = await this.log.get(tx, id);
      return {
        event: found,
        subjects: await this.subjects.of(tx, [found]),
        moved: hasExpenses ? await this.departures.moved(tx, movedBy(id), movedWindow(reports)) : [],
      };
    });
    const subject = subjects.get(event.resourceId ?? '');
    return {
      title: 'Event of the provisioning log',
      body: (
        <>
          <OneEvent event={event} action="/log" subject={subject} />
          <MovedReports action={`/log/${id}`} fields={fields} moved={moved} page={reports} />
        </>
      ),
    };
  }
}
