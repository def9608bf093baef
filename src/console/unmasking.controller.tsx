import { Get, Param, Post } from '@nestjs/common';
import { CurrentAuthor } from '../auth/current.decorators.js';
import type { Author } from '../platform/database/author.js';
import { Unmasking } from '../support/unmasking.service.js';
import { AccountTabs } from './components/account-tabs.js';
import { EventItem } from './components/event-item.js';
import { TextField } from './components/fields.js';
import { Form } from './components/form.js';
import { OperatorPages } from './console-pages.js';
import { Fields, readForm, refusalOf, type FormFields, type FormRefusal } from './form.js';
import { ReasonForm } from './reason-form.js';
import type { WebPage } from './web-page.js';

/** Shows one event unmasked to support staff who give a reason. */
@OperatorPages('accounts/:id/log')
export class UnmaskingPagesController {
  constructor(private readonly unmasking: Unmasking) {}

  @Get(':eventId/unmask')
  showForm(@Param('id') id: string, @Param('eventId') eventId: string): WebPage {
    return question(id, eventId);
  }

  @Post(':eventId/unmask')
  async unmask(
    @Param('id') id: string,
    @Param('eventId') eventId: string,
    @CurrentAuthor() author: Author,
    @Fields() fields: FormFields,
  ): Promise<WebPage> {
    try {
      const { reason } = await readForm(ReasonForm, fields);
      const event = await this.unmasking.event(id, eventId, { author, reason });
      return answer(id, <EventItem event={event} action={`/accounts/${id}/log`} subject={undefined} />);
    } catch (error) {
      return question(id, eventId, refusalOf(error));
    }
  }
}

function question(id: string, eventId: string, refusal?: FormRefusal): WebPage {
  return {
    title: 'Show an event unmasked',
    lead: "Your name and reason are recorded in the account's audit trail, where its administrators can read them.",
    ...(refusal && { refusal }),
    body: (
      <>
        <AccountTabs id={id} />
        <Form action={`/accounts/${id}/log/${eventId}/unmask`} submit="Show" refusal={refusal}>
          <TextField name="reason" label="Reason" />
        </Form>
      </>
    ),
  };
}

function answer(id: string, event: WebPage['body']): WebPage {
  return {
    title: 'Unmasked event',
    lead: "Your name and reason have been recorded in the account's audit trail.",
    body: (
      <>
        <AccountTabs id={id} />
        <ol class="events">{event}</ol>
      </>
    ),
  };
}
