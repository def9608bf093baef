import { Alarm } from '../provisioning/alarms/alarm.entity.js';
import { DEMO_IDS } from '../common/demo-ids.js';
import { newId } from '../common/identifier.js';
import { Delivery } from '../provisioning/notifications/delivery.entity.js';
import { Notification } from '../provisioning/notifications/notification.entity.js';
import { Webhook } from '../provisioning/notifications/webhook.entity.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';

/** Adds webhooks that are off, a message that was sent to one of them, and an alarm that the administrator has seen. */
export async function addNotifications(tx: AccountTransaction, admin: { userName: string }): Promise<void> {
  const now = new Date().toISOString();
  await tx.insert(
    Webhook,
    [DEMO_IDS.webhook, DEMO_IDS.oldWebhook].map((id) => ({
      id,
      url: `https://hooks.acme.example/${id.slice(9, 13)}`,
      kinds: 'alarm',
      // Without a secret, a message to them cannot be signed, so it is not sent.
      secret: '',
      enabled: false,
      createdAt: now,
    })),
  );
  await addMessage(tx, now);
  await tx.insert(Alarm, [
    {
      id: DEMO_IDS.alarm,
      kind: 'silence',
      at: now,
      notifiedAt: now,
      acknowledgedAt: now,
      acknowledgedBy: admin.userName,
    },
  ]);
}

async function addMessage(tx: AccountTransaction, now: string): Promise<void> {
  const notificationId = newId();
  await tx.insert(Notification, [
    {
      id: notificationId,
      kind: 'test',
      type: 'test',
      createdAt: now,
      subject: 'Test message from Declaree',
      text: 'This is a test.',
      data: '{}',
    },
  ]);
  await tx.insert(Delivery, [
    {
      id: DEMO_IDS.delivery,
      notificationId,
      webhookId: DEMO_IDS.webhook,
      state: 'sent',
      attempts: 1,
      attemptedAt: now,
      status: 204,
    },
  ]);
}
