import { Body, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { CurrentAuthor, CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserPrincipal } from '../../auth/principal.js';
import {
  invalidWebhookUrl,
  privateWebhookUrl,
  tooManyWebhooks,
  tooManyWebhookSecrets,
  unknownWebhook,
} from '../../provisioning/notifications/refusals.js';
import { WebhookSecrets } from '../../provisioning/notifications/webhook-secrets.service.js';
import { PREVIOUS_VALID_HOURS, WebhooksService } from '../../provisioning/notifications/webhooks.service.js';
import type { Author } from '../../platform/database/author.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AnswersNothing, Operation } from '../../platform/http/operation.js';
import { Refuses } from '../../platform/http/refuses.js';
import {
  ChangeWebhookRequest,
  NewWebhookRequest,
  NewWebhookResponse,
  ReplaceSecretRequest,
  WebhookResponse,
  WebhooksResponse,
} from './notifications.dto.js';

@AdminEndpoint('notifications/webhooks', 'Notifications')
export class WebhooksController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly webhooks: WebhooksService,
    private readonly secrets: WebhookSecrets,
  ) {}

  @Get()
  @Operation('List the webhooks', 'Without their secrets.')
  @ApiOkResponse({ type: WebhooksResponse })
  async list(@CurrentUser() { accountId }: UserPrincipal): Promise<WebhooksResponse> {
    return { items: await this.unitOfWork.read(accountId, (tx) => this.webhooks.list(tx)) };
  }

  @Post()
  @Operation(
    'Create a webhook',
    'Messages are signed according to Standard Webhooks, with the secret in the answer: see the page about notifications.',
  )
  @ApiCreatedResponse({ type: NewWebhookResponse })
  @Refuses(invalidWebhookUrl, privateWebhookUrl, tooManyWebhooks)
  async create(
    @CurrentUser() { accountId }: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Body() { enabled = true, ...body }: NewWebhookRequest,
  ): Promise<NewWebhookResponse> {
    const { secret, sealed } = await this.secrets.issue();
    const created = await this.unitOfWork.write(accountId, (tx) =>
      this.webhooks.create(tx.by(author), { ...body, enabled }, sealed),
    );
    return { ...created, secret };
  }

  @Get(':id')
  @Operation('Read a webhook')
  @ApiOkResponse({ type: WebhookResponse })
  @Refuses(unknownWebhook)
  get(@CurrentUser() { accountId }: UserPrincipal, @Param('id') id: string): Promise<WebhookResponse> {
    return this.unitOfWork.read(accountId, (tx) => this.webhooks.get(tx, id));
  }

  @Patch(':id')
  @Operation('Change a webhook', 'Its secret stays the same.')
  @ApiOkResponse({ type: WebhookResponse })
  @Refuses(unknownWebhook, invalidWebhookUrl, privateWebhookUrl)
  change(
    @CurrentUser() { accountId }: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Param('id') id: string,
    @Body() body: ChangeWebhookRequest,
  ): Promise<WebhookResponse> {
    return this.unitOfWork.write(accountId, (tx) => this.webhooks.change(tx.by(author), id, body));
  }

  @Post(':id/secret')
  @HttpCode(200)
  @Operation(
    'Replace the secret of a webhook',
    'For a while, messages have two signatures, one with the new secret and one with the previous one, so that the receiver can switch in the meantime.',
  )
  @ApiOkResponse({ type: NewWebhookResponse })
  @Refuses(unknownWebhook, tooManyWebhookSecrets)
  async replaceSecret(
    @CurrentUser() { accountId }: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Param('id') id: string,
    @Body() { previousValidHours = PREVIOUS_VALID_HOURS }: ReplaceSecretRequest,
  ): Promise<NewWebhookResponse> {
    const { secret, sealed } = await this.secrets.issue();
    const replaced = await this.unitOfWork.write(accountId, (tx) =>
      this.webhooks.replaceSecret(tx.by(author), id, { sealed, previousValidHours }),
    );
    return { ...replaced, secret };
  }

  @Delete(':id')
  @Operation('Delete a webhook', 'Its deliveries are deleted with it.')
  @AnswersNothing('Deleted; nothing more is sent to it.')
  @Refuses(unknownWebhook)
  async remove(
    @CurrentUser() { accountId }: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Param('id') id: string,
  ): Promise<void> {
    await this.unitOfWork.write(accountId, (tx) => this.webhooks.remove(tx.by(author), id));
  }
}
