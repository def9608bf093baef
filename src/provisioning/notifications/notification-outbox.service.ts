import { Injectable } from '@nestjs/common';
import { firstCharacters } from '../../common/first-characters.js';
import { firstIdSince, newId } from '../../common/identifier.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { all, compare, equal, present } from '../../platform/database/sql/predicate.js';
import type { NewRow } from '../../platform/database/sql/selection.js';
import { Delivery } from './delivery.entity.js';
import { MailPreferences } from './mail-preferences.service.js';
import type { MessageKind, NotificationKind } from './notification-kinds.js';
import { Notification, SUBJECT_LENGTH } from './notification.entity.js';
import { kindsOf } from './webhooks.service.js';
import { Webhook } from './webhook.entity.js';

/** What the administrators of an account are told. */
export interface Message {
  /** The type of the webhook's event, such as `alarm.mass-change`. */
  type: string;
  /** What the webhook's event contains: ids and numbers, never personal data or a secret. */
  data: Readonly<Record<string, unknown>>;
  /** The mail, made with `mailText`; the greeting and the reason why it comes are added. */
  mail: { subject: string; text: string };
}

/** One recipient of a message. */
export type Recipient = { webhookId: string } | { userId: string };

/** Mails to the administrators of an account within an hour: an account chooses their addresses, so it could flood any mailbox. */
export const MAILS_AN_HOUR = 200;

const HOUR_MS = 3_600_000;

/** How many deliveries of an account are kept. */
export const DELIVERIES_AT_MOST = 1_000;

/**
 * The messages to administrators. They are written in the transaction of what they tell, so that both happen or neither, and
 * sent afterwards by `NotificationSender`.
 */
@Injectable()
export class NotificationOutbox {
  constructor(private readonly preferences: MailPreferences) {}

  /**
   * Adds a message for every webhook and administrator who wants that kind, within the limit of mails. Costs a fixed number of
   * statements.
   */
  async add(tx: AccountTransaction, kind: NotificationKind, message: Message): Promise<void> {
    const webhooks = await tx.select(Webhook, { columns: ['id', 'kinds'], where: equal('enabled', true) });
    const users = (await this.preferences.recipients(tx, kind)).slice(0, await mailsLeft(tx));
    const recipients = [
      ...webhooks.filter(({ kinds }) => kindsOf(kinds).includes(kind)).map(({ id }) => ({ webhookId: id })),
      ...users.map((userId) => ({ userId })),
    ];
    await this.addFor(tx, kind, message, recipients);
  }

  /** Adds a message for these recipients, whatever they want. Gives the ids of the deliveries. */
  async addFor(
    tx: AccountTransaction,
    kind: MessageKind,
    { type, data, mail }: Message,
    recipients: readonly Recipient[],
  ): Promise<string[]> {
    if (recipients.length === 0) return [];
    const now = new Date().toISOString();
    const id = newId();
    const subject = firstCharacters(mail.subject, SUBJECT_LENGTH);
    await tx.insert(Notification, [
      { id, kind, type, createdAt: now, subject, text: mail.text, data: JSON.stringify(data) },
    ]);
    const rows = recipients.map((recipient) => deliveryOf(id, recipient, now));
    await tx.insert(Delivery, rows);
    await trim(tx);
    return rows.map((row) => row.id);
  }
}

function deliveryOf(notificationId: string, recipient: Recipient, dueAt: string) {
  return {
    id: newId(),
    notificationId,
    webhookId: 'webhookId' in recipient ? recipient.webhookId : null,
    userId: 'userId' in recipient ? recipient.userId : null,
    state: 'waiting',
    attempts: 0,
    dueAt,
  } satisfies NewRow<Delivery>;
}

/** How many mails the account may still send now. */
async function mailsLeft(tx: AccountTransaction): Promise<number> {
  const lately = compare('id', '>=', firstIdSince(new Date(Date.now() - HOUR_MS)));
  const sent = await tx.count(Delivery, all(present('userId'), lately));
  return Math.max(0, MAILS_AN_HOUR - sent);
}

/** Deletes the oldest deliveries, those still waiting too, so that no flood of messages fills the database. */
async function trim(tx: AccountTransaction): Promise<void> {
  const surplus = await tx.find(Delivery, {
    columns: ['id'],
    orderBy: [{ column: 'id', descending: true }],
    offset: DELIVERIES_AT_MOST,
  });
  if (surplus) await tx.delete(Delivery, all(compare('id', '<=', surplus.id)));
}
