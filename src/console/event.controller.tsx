import { Get, Param } from '@nestjs/common';
import { IsOptional, IsUUID } from 'class-validator';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { Departures } from '../expenses/departures.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProvisioningLog } from '../provisioning-log/provisioning-log.service.js';
import { EventEffects, EFFECTS_A_PAGE } from './components/event-effects.js';
import { OneEvent } from './components/event-page.js';
import { AdminPages } from './console-pages.js';
import { EventSubjectsService } from './event-subjects.service.js';
import { QueryFields, readForm, type FormFields } from './form.js';
import type { WebPage } from './web-page.js';

class EffectsQuery {
  /** The last report of the page before. */
  @IsOptional()
  @IsUUID(undefined, { message: 'This page does not exist' })
  after?: string;
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
    const { after } = await readForm(EffectsQuery, fields);
    const window = { after, limit: EFFECTS_A_PAGE + 1 };
    const { event, subjects, moves } = await this.unitOfWork.read(accountId, async (tx) => {
      const found = await this.log.get(tx, id);
      return {
        event: found,
        subjects: await this.subjects.of(tx, [found]),
        moves: hasExpenses ? await this.departures.moves(tx, id, window) : [],
      };
    });
    const subject = subjects.get(event.resourceId ?? '');
    return {
      title: 'Event of the provisioning log',
      body: (
        <>
          <OneEvent event={event} action="/log" subject={subject} />
          <EventEffects eventId={id} moves={moves} isFirst={after === undefined} />
        </>
      ),
    };
  }
}
