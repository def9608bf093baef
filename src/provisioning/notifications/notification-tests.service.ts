import { Injectable } from '@nestjs/common';
import { firstIdSince } from '../../common/identifier.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { all, compare, equal } from '../../platform/database/sql/predicate.js';
import { mailText } from '../../platform/mail/mail-text.js';
import { MailPreferences } from './mail-preferences.service.js';
import { TEST_KIND } from './notification-kinds.js';
import { NotificationOutbox, type Message, type Recipient } from './notification-outbox.service.js';
import { Notification } from './notification.entity.js';
import { noMailAddress, tooManyTests } from './refusals.js';
import { WebhooksService } from './webhooks.service.js';

const HOUR_MS = 3_600_000;
/** Tests of an account per hour. */
const TESTS_AT_MOST = 30;

const TEST: Message = {
  type: 'test',
  data: {},
  mail: {
    subject: 'Test of Declaree notifications',
    text: mailText`This is a test. Declaree notifications reach you at this address.`,
  },
};

/** Adds test messages to the outbox, so that a test takes the way of every other message. */
@Injectable()
export class NotificationTests {
  constructor(
    private readonly outbox: NotificationOutbox,
    private readonly webhooks: WebhooksService,
    private readonly preferences: MailPreferences,
  ) {}

  /** Gives the id of the delivery. Throws `not-found`, `throttled` (`too-many-tests`). */
  async ofWebhook(tx: AccountTransaction, id: string): Promise<string> {
    const webhook = await this.webhooks.get(tx, id);
    return this.add(tx, { webhookId: webhook.id });
  }

  /** Gives the id of the delivery. Throws `conflict` (`no-mail-address`), `throttled` (`too-many-tests`). */
  async ofMail(tx: AccountTransaction, userId: string): Promise<string> {
    if ((await this.preferences.addressOf(tx, userId)) === null) throw noMailAddress();
    return this.add(tx, { userId });
  }

  private async add(tx: AccountTransaction, recipient: Recipient): Promise<string> {
    const lately = compare('id', '>=', firstIdSince(new Date(Date.now() - HOUR_MS)));
    const tests = await tx.count(Notification, all(equal('kind', TEST_KIND), lately));
    if (tests >= TESTS_AT_MOST) throw tooManyTests(TESTS_AT_MOST);
    const [id = ''] = await this.outbox.addFor(tx, TEST_KIND, TEST, [recipient]);
    return id;
  }
}
