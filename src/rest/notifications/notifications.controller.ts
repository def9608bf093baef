import { Body, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { CurrentCaller, CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserCaller, UserPrincipal } from '../../auth/principal.js';
import { Deliveries } from '../../provisioning/notifications/deliveries.service.js';
import { MailPreferences } from '../../provisioning/notifications/mail-preferences.service.js';
import { NotificationSender } from '../../provisioning/notifications/notification-sender.service.js';
import { NotificationTests } from '../../provisioning/notifications/notification-tests.service.js';
import {
  noMailAddress,
  stillWaiting,
  tooManyTests,
  unknownDelivery,
  unknownWebhook,
} from '../../provisioning/notifications/refusals.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';
import {
  DeliveriesQuery,
  DeliveriesResponse,
  DeliveryResponse,
  MailPreferencesRequest,
  MailPreferencesResponse,
} from './notifications.dto.js';

@AdminEndpoint('notifications/preferences', 'Notifications')
export class MailPreferencesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly preferences: MailPreferences,
  ) {}

  @Get()
  @Operation('Read which mails you get')
  @ApiOkResponse({ type: MailPreferencesResponse })
  read(@CurrentUser() { accountId, userId }: UserPrincipal): Promise<MailPreferencesResponse> {
    return this.unitOfWork.read(accountId, async (tx) => ({
      ...(await this.preferences.read(tx, userId)),
      address: await this.preferences.addressOf(tx, userId),
    }));
  }

  @Patch()
  @Operation('Choose which mails you get')
  @ApiOkResponse({ type: MailPreferencesResponse })
  change(
    @CurrentCaller() { accountId, author, userId, userName }: UserCaller,
    @Body() body: MailPreferencesRequest,
  ): Promise<MailPreferencesResponse> {
    return this.unitOfWork.write(accountId, async (tx) => ({
      ...(await this.preferences.change(tx.by(author), { userId, userName }, body)),
      address: await this.preferences.addressOf(tx, userId),
    }));
  }
}

/** Sends test messages, which are delivered like any other message. */
@AdminEndpoint('notifications', 'Notifications')
export class NotificationTestsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tests: NotificationTests,
    private readonly sender: NotificationSender,
    private readonly deliveries: Deliveries,
  ) {}

  @Post('test')
  @HttpCode(200)
  @Operation('Send yourself a test mail', 'Returns its delivery.')
  @ApiOkResponse({ type: DeliveryResponse })
  @Refuses(noMailAddress, tooManyTests)
  async test(@CurrentUser() { accountId, userId }: UserPrincipal): Promise<DeliveryResponse> {
    const id = await this.unitOfWork.write(accountId, (tx) => this.tests.ofMail(tx, userId));
    await this.sender.attempt(accountId, id);
    return this.unitOfWork.read(accountId, (tx) => this.deliveries.get(tx, id));
  }

  @Post('webhooks/:id/test')
  @HttpCode(200)
  @Operation(
    'Test a webhook',
    'Sends an event of the type `test` immediately, and returns its delivery. If the attempt fails, it is repeated like any other.',
  )
  @ApiOkResponse({ type: DeliveryResponse })
  @Refuses(unknownWebhook, tooManyTests)
  async testWebhook(
    @CurrentUser() { accountId }: UserPrincipal,
    @Param('id') webhookId: string,
  ): Promise<DeliveryResponse> {
    const id = await this.unitOfWork.write(accountId, (tx) => this.tests.ofWebhook(tx, webhookId));
    await this.sender.attempt(accountId, id);
    return this.unitOfWork.read(accountId, (tx) => this.deliveries.get(tx, id));
  }
}

@AdminEndpoint('notifications/deliveries', 'Notifications')
export class DeliveriesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sender: NotificationSender,
    private readonly deliveries: Deliveries,
  ) {}

  @Get()
  @Operation(
    'List the deliveries',
    'Messages to webhooks and administrators, newest first. At most 1,000 are kept, for 30 days.',
  )
  @ApiOkResponse({ type: DeliveriesResponse })
  page(
    @CurrentUser() { accountId }: UserPrincipal,
    @Query() query: DeliveriesQuery,
  ): Promise<DeliveriesResponse> {
    return this.unitOfWork.read(accountId, (tx) => this.deliveries.page(tx, query));
  }

  @Post(':id/resend')
  @HttpCode(200)
  @Operation(
    'Send a message again',
    'Sends it immediately, with the same message id, so that a receiver can recognize a duplicate. Returns the delivery.',
  )
  @ApiOkResponse({ type: DeliveryResponse })
  @Refuses(unknownDelivery, stillWaiting)
  async resend(
    @CurrentUser() { accountId }: UserPrincipal,
    @Param('id') id: string,
  ): Promise<DeliveryResponse> {
    await this.unitOfWork.write(accountId, (tx) => this.deliveries.repeat(tx, id));
    await this.sender.attempt(accountId, id);
    return this.unitOfWork.read(accountId, (tx) => this.deliveries.get(tx, id));
  }
}
