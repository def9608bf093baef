import { Get, Param, Post } from '@nestjs/common';
import { IsOptional, IsUUID } from 'class-validator';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { Deliveries, type DeliveryRow } from '../provisioning/notifications/deliveries.service.js';
import { NotificationSender } from '../provisioning/notifications/notification-sender.service.js';
import { NotificationTests } from '../provisioning/notifications/notification-tests.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { CursorPages } from './components/cursor-pages.js';
import { DeliveriesTable } from './components/deliveries-table.js';
import { AdminPages } from './console-pages.js';
import { QueryFields, readForm, type FormFields } from './form.js';
import { ROWS_A_PAGE } from './list-query.js';
import { Redirect, type WebPage } from './web-page.js';

const PATH = '/notifications/deliveries';

class DeliveriesForm {
  @IsOptional()
  @IsUUID(undefined, { message: 'This page does not exist' })
  cursor?: string;
}

/** The deliveries of the account, tests among them. */
@AdminPages('notifications')
export class DeliveriesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tests: NotificationTests,
    private readonly sender: NotificationSender,
    private readonly deliveries: Deliveries,
  ) {}

  @Get('deliveries')
  async list(
    @CurrentUser() { accountId }: UserPrincipal,
    @QueryFields() fields: FormFields,
  ): Promise<WebPage> {
    const { cursor } = await readForm(DeliveriesForm, fields);
    const query = { cursor, limit: ROWS_A_PAGE };
    const found = await this.unitOfWork.read(accountId, (tx) => this.deliveries.page(tx, query));
    return {
      title: 'Deliveries',
      lead: 'The messages to webhooks and administrators, newest first. They are kept for 30 days.',
      body: (
        <>
          <DeliveriesTable deliveries={found.items} />
          <CursorPages what="deliveries" action={PATH} fields={fields} nextCursor={found.nextCursor} />
        </>
      ),
    };
  }

  @Post('deliveries/:id/resend')
  async resend(@CurrentUser() { accountId }: UserPrincipal, @Param('id') id: string): Promise<Redirect> {
    await this.unitOfWork.write(accountId, (tx) => this.deliveries.repeat(tx, id));
    return this.attempted(accountId, id, PATH);
  }

  @Post('test')
  async testMail(@CurrentUser() { accountId, userId }: UserPrincipal): Promise<Redirect> {
    const id = await this.unitOfWork.write(accountId, (tx) => this.tests.ofMail(tx, userId));
    return this.attempted(accountId, id, '/notifications');
  }

  @Post('webhooks/:id/test')
  async testWebhook(
    @CurrentUser() { accountId }: UserPrincipal,
    @Param('id') webhookId: string,
  ): Promise<Redirect> {
    const id = await this.unitOfWork.write(accountId, (tx) => this.tests.ofWebhook(tx, webhookId));
    return this.attempted(accountId, id, `/notifications/webhooks/${webhookId}`);
  }

  private async attempted(accountId: string, id: string, to: string): Promise<Redirect> {
    await this.sender.attempt(accountId, id);
    const delivery = await this.unitOfWork.read(accountId, (tx) => this.deliveries.get(tx, id));
    return new Redirect(to, { text: resultOf(delivery) });
  }
}

function resultOf({ state, to, error, nextAttemptAt }: DeliveryRow): string {
  if (state === 'sent') return `The message was sent to ${to}.`;
  const then = nextAttemptAt === null ? '' : ' Declaree will try again.';
  return `The message to ${to} could not be sent: ${error ?? 'another attempt is under way'}.${then}`;
}
