import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { logPage, type LogPage } from '../../platform/database/log-rows.js';
import { allOf, compare, equal, idIs, type Where } from '../../platform/database/sql/predicate.js';
import { join, leftJoin } from '../../platform/database/sql/selection.js';
import { User } from '../../users/user.entity.js';
import { Delivery, type DeliveryState } from './delivery.entity.js';
import type { MessageKind } from './notification-kinds.js';
import { Notification } from './notification.entity.js';
import { stillWaiting, unknownDelivery } from './refusals.js';
import { Webhook } from './webhook.entity.js';

/** A delivery as administrators see it. */
export interface DeliveryRow extends Pick<
  Delivery,
  'id' | 'state' | 'attempts' | 'attemptedAt' | 'status' | 'error' | 'webhookId' | 'userId'
> {
  /** The id of the message; several deliveries share one. */
  messageId: string;
  kind: MessageKind;
  type: string;
  subject: string;
  createdAt: string;
  /** When the next attempt is due; null if none is. */
  nextAttemptAt: string | null;
  /** The host of the webhook, or the login name of the administrator. */
  to: string;
}

/** Filters deliveries; all given conditions must match. */
export interface DeliveryQuery {
  state?: DeliveryState | undefined;
  webhookId?: string | undefined;
  /** Id of the last delivery of the previous page. */
  cursor?: string | undefined;
  limit: number;
}

const SELECTED = {
  columns: ['id', 'state', 'attempts', 'dueAt', 'attemptedAt', 'status', 'error', 'webhookId', 'userId'],
  joins: [
    join(Notification, {
      on: { id: 'notificationId' },
      columns: { messageId: 'id', kind: 'kind', type: 'type', subject: 'subject', createdAt: 'createdAt' },
    }),
    leftJoin(Webhook, { on: { id: 'webhookId' }, columns: { url: 'url' } }),
    leftJoin(User, { on: { id: 'userId' }, columns: { userName: 'userName' } }),
  ],
} as const;

/** Reads the deliveries of an account, and repeats them. */
@Injectable()
export class Deliveries {
  /** Matching deliveries, newest first, and the cursor of the next page, if any. */
  async page(
    tx: AccountTransaction,
    { state, webhookId, cursor, limit }: DeliveryQuery,
  ): Promise<LogPage<DeliveryRow>> {
    const where: Where<Delivery>[] = [
      ...(state === undefined ? [] : [equal('state', state)]),
      ...(webhookId === undefined ? [] : [equal('webhookId', webhookId)]),
      ...(cursor === undefined ? [] : [compare('id', '<', cursor)]),
    ];
    const rows = await tx.select(Delivery, {
      ...SELECTED,
      where: allOf(where),
      orderBy: [{ column: 'id', descending: true }],
      limit: limit + 1,
    });
    return logPage(rows.map(rowOf), limit);
  }

  /** Throws `not-found`. */
  async get(tx: AccountTransaction, id: string): Promise<DeliveryRow> {
    const row = await tx.find(Delivery, { ...SELECTED, where: idIs(id) });
    if (!row) throw unknownDelivery(id);
    return rowOf(row);
  }

  /** Makes a finished delivery due again, with the same message id. Throws `not-found`, `conflict` (`still-waiting`). */
  async repeat(tx: AccountTransaction, id: string): Promise<void> {
    const delivery = await tx.find(Delivery, { columns: ['state'], where: idIs(id), forUpdate: true });
    if (!delivery) throw unknownDelivery(id);
    if (delivery.state === 'waiting') throw stillWaiting();
    const dueAt = new Date().toISOString();
    await tx.update(Delivery, { state: 'waiting', attempts: 0, dueAt }, idIs(id));
  }
}

type Selected = Omit<DeliveryRow, 'to' | 'nextAttemptAt'> &
  Pick<Delivery, 'dueAt'> & { url: string | null; userName: string | null };

function rowOf({ dueAt, url, userName, ...row }: Selected): DeliveryRow {
  const to = url === null ? (userName ?? 'a deleted user') : new URL(url).host;
  return { ...row, nextAttemptAt: dueAt, to };
}
