import { Get, Param, Post } from '@nestjs/common';
import { CurrentAuthor, CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import { USUAL_MAILS } from '../provisioning/notifications/notification-kinds.js';
import { WebhookSecrets } from '../provisioning/notifications/webhook-secrets.service.js';
import { WebhooksService } from '../provisioning/notifications/webhooks.service.js';
import type { Author } from '../platform/database/author.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AdminPages } from './console-pages.js';
import { Fields, readForm, refusalOf, type FormFields, type FormRefusal } from './form.js';
import {
  ChangeWebhookForm,
  checkedKinds,
  fieldsOf,
  ReplaceSecretForm,
  WebhookForm,
} from './notification-forms.js';
import { NotificationPages } from './notification-pages.service.js';
import { secretNotice } from './notice.js';
import { NewWebhookPage } from './pages/new-webhook-page.js';
import { QuestionPage } from './pages/question-page.js';
import { Redirect, type WebPage } from './web-page.js';

/** The kinds that are checked at first. */
const USUAL_KINDS = fieldsOf({ ...USUAL_MAILS });

/** The webhooks of the account. */
@AdminPages('notifications/webhooks')
export class WebhooksController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly webhooks: WebhooksService,
    private readonly secrets: WebhookSecrets,
    private readonly pages: NotificationPages,
  ) {}

  @Post()
  async create(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    try {
      const form = await readForm(WebhookForm, fields);
      const input = { url: form.url, kinds: checkedKinds(form), enabled: true };
      const { secret, sealed } = await this.secrets.issue();
      const { id } = await this.unitOfWork.write(accountId, (tx) =>
        this.webhooks.create(tx.by(author), input, sealed),
      );
      return new Redirect(
        `/notifications/webhooks/${id}`,
        secretNotice(
          'The webhook was added. Enter its signing secret in your receiver, then send a test.',
          secret,
          'Signing secret',
        ),
      );
    } catch (error) {
      return newWebhook({ fields, refusal: refusalOf(error) });
    }
  }

  @Get('new')
  showForm(): WebPage {
    return newWebhook({ fields: USUAL_KINDS });
  }

  @Get(':id')
  show(@CurrentUser() { accountId }: UserPrincipal, @Param('id') id: string): Promise<WebPage> {
    return this.pages.webhook(accountId, id);
  }

  @Post(':id')
  async change(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    try {
      const form = await readForm(ChangeWebhookForm, fields);
      const changes = { url: form.url, kinds: checkedKinds(form), enabled: form.enabled !== undefined };
      await this.unitOfWork.write(accountId, (tx) => this.webhooks.change(tx.by(author), id, changes));
      return new Redirect(`/notifications/webhooks/${id}`, { text: 'The webhook was changed.' });
    } catch (error) {
      return this.pages.webhook(accountId, id, { fields, refusal: refusalOf(error) });
    }
  }

  @Post(':id/secret')
  async replaceSecret(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    try {
      const { hours } = await readForm(ReplaceSecretForm, fields);
      const previousValidHours = Number(hours);
      const { secret, sealed } = await this.secrets.issue();
      await this.unitOfWork.write(accountId, (tx) =>
        this.webhooks.replaceSecret(tx.by(author), id, { sealed, previousValidHours }),
      );
      return new Redirect(
        `/notifications/webhooks/${id}`,
        secretNotice(
          'The signing secret was replaced. Enter it in your receiver, then send a test.',
          secret,
          'Signing secret',
        ),
      );
    } catch (error) {
      return this.pages.webhook(accountId, id, { secretRefusal: refusalOf(error) });
    }
  }

  @Get(':id/delete')
  async confirm(@CurrentUser() { accountId }: UserPrincipal, @Param('id') id: string): Promise<WebPage> {
    const { url } = await this.unitOfWork.read(accountId, (tx) => this.webhooks.get(tx, id));
    return {
      title: `Delete the webhook to ${new URL(url).host}?`,
      body: (
        <QuestionPage
          title="This cannot be undone"
          action={`/notifications/webhooks/${id}/delete`}
          submit="Delete the webhook"
          tone="danger"
          cancel={{ href: `/notifications/webhooks/${id}`, label: 'Keep it' }}
        >
          It receives no more messages, and its list of deliveries is deleted.
        </QuestionPage>
      ),
    };
  }

  @Post(':id/delete')
  async remove(
    @CurrentUser() { accountId }: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Param('id') id: string,
  ): Promise<Redirect> {
    await this.unitOfWork.write(accountId, (tx) => this.webhooks.remove(tx.by(author), id));
    return new Redirect('/notifications', { text: 'The webhook was deleted.' });
  }
}

function newWebhook(form: { fields: FormFields; refusal?: FormRefusal }): WebPage {
  return { title: 'Add a webhook', refusal: form.refusal, body: <NewWebhookPage {...form} /> };
}
