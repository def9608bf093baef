import { Injectable } from '@nestjs/common';
import { Deliveries } from '../provisioning/notifications/deliveries.service.js';
import { MailPreferences } from '../provisioning/notifications/mail-preferences.service.js';
import { WebhooksService } from '../provisioning/notifications/webhooks.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { UserPrincipal } from '../auth/principal.js';
import type { FormFields, FormRefusal } from './form.js';
import { fieldsOf, switchesOf } from './notification-forms.js';
import { NotificationsPage } from './pages/notifications-page.js';
import { WebhookPage } from './pages/webhook-page.js';
import type { WebPage } from './web-page.js';

/** How many of the latest deliveries a page shows. */
const LATEST = 5;

/** A form that was refused. */
interface RefusedForm {
  fields?: FormFields;
  refusal?: FormRefusal;
  /** If it was the form for a new secret. */
  secretRefusal?: FormRefusal;
}

/** Builds the pages of notifications. */
@Injectable()
export class NotificationPages {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly preferences: MailPreferences,
    private readonly webhooks: WebhooksService,
    private readonly deliveries: Deliveries,
  ) {}

  /** The page of an administrator. */
  async overview({ accountId, userId }: UserPrincipal): Promise<WebPage> {
    const found = await this.unitOfWork.read(accountId, async (tx) => ({
      address: await this.preferences.addressOf(tx, userId),
      mails: fieldsOf({ ...(await this.preferences.read(tx, userId)) }),
      webhooks: await this.webhooks.list(tx),
      deliveries: (await this.deliveries.page(tx, { limit: LATEST })).items,
    }));
    return {
      title: 'Notifications',
      lead: 'What Declaree sends to you by mail, and to your systems by webhook.',
      body: <NotificationsPage {...found} />,
    };
  }

  /** The page of a webhook. Throws `not-found`. */
  async webhook(accountId: string, id: string, form: RefusedForm = {}): Promise<WebPage> {
    const found = await this.unitOfWork.read(accountId, async (tx) => ({
      webhook: await this.webhooks.get(tx, id),
      deliveries: (await this.deliveries.page(tx, { webhookId: id, limit: LATEST })).items,
    }));
    const { url, enabled, kinds } = found.webhook;
    const { refusal, secretRefusal } = form;
    const fields = form.fields ?? fieldsOf({ enabled, ...switchesOf(kinds) }, { url });
    return {
      title: `Webhook to ${new URL(url).host}`,
      refusal: refusal ?? secretRefusal,
      body: <WebhookPage {...found} fields={fields} refusal={refusal} secretRefusal={secretRefusal} />,
    };
  }
}
