import { firstIdSince } from '../../common/identifier.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { all, compare } from '../../platform/database/sql/predicate.js';
import { Notification } from './notification.entity.js';
import { Webhook } from './webhook.entity.js';

const DAY_MS = 86_400_000;
/** How long a message and its deliveries are kept. */
const KEPT_DAYS = 30;

/**
 * Deletes the old messages of an account with their deliveries, of which there are at most `DELIVERIES_AT_MOST`, and the
 * secrets with which webhooks are no longer signed.
 */
export async function pruneNotifications(tx: AccountTransaction, now: Date): Promise<void> {
  const first = firstIdSince(new Date(now.getTime() - KEPT_DAYS * DAY_MS));
  await tx.delete(Notification, all(compare('id', '<', first)));
  const hasEnded = compare('previousSecretsUntil', '<=', now.toISOString());
  await tx.update(Webhook, { previousSecrets: null, previousSecretsUntil: null }, all(hasEnded));
}
