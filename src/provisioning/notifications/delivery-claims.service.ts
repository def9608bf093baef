import { Injectable } from '@nestjs/common';
import { Account } from '../../accounts/account.entity.js';
import { firstCharacters } from '../../common/first-characters.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { SYSTEM } from '../../platform/database/author.js';
import {
  all,
  compare,
  equal,
  idIs,
  not,
  present,
  type Where,
} from '../../platform/database/sql/predicate.js';
import { DECREMENT, INCREMENT, join, leftJoin } from '../../platform/database/sql/selection.js';
import { isActiveAdmin } from '../../users/administrators.service.js';
import { emailOf, isAddress } from '../../users/user-email.js';
import { UsersService } from '../../users/users.service.js';
import { Delivery, ERROR_LENGTH } from './delivery.entity.js';
import { Notification } from './notification.entity.js';
import { previousSecrets } from './previous-secrets.js';
import { nextAttempt } from './retry-schedule.js';
import { Webhook } from './webhook.entity.js';
import { WebhooksService } from './webhooks.service.js';

/** How long an attempt may take. If its process is killed, another one tries again after this. */
const LEASE_MS = 30_000;

/** Where a webhook's message goes, and the encrypted secrets with which it is signed. */
export interface WebhookTarget {
  url: string;
  secrets: readonly string[];
}

/** A delivery that this process attempts now. */
export interface Claim {
  id: string;
  /** Attempts including this one. */
  attempts: number;
  leasedUntil: string;
  webhookId: string | null;
  account: Pick<Account, 'id' | 'slug' | 'name'>;
  message: Pick<Notification, 'id' | 'type' | 'createdAt' | 'subject' | 'text' | 'data'>;
  /** Null if there is nobody to send it to any more. */
  target: WebhookTarget | { address: string } | null;
}

/** How an attempt went. */
export interface Attempted {
  isSent: boolean;
  status?: number | undefined;
  error?: string;
  /** Whether another attempt is pointless. */
  isFinal?: boolean;
}

/** Which delivery to claim: a certain one, or the next one that is due for a webhook, or by mail. */
export type Claimable = { deliveryId: string } | { webhookId: string | null };

const COLUMNS = ['id', 'attempts', 'dueAt', 'webhookId', 'userId'] as const;
const JOINS = [
  join(Notification, {
    on: { id: 'notificationId' },
    columns: {
      messageId: 'id',
      type: 'type',
      createdAt: 'createdAt',
      subject: 'subject',
      text: 'text',
      data: 'data',
    },
  }),
  leftJoin(Webhook, {
    on: { id: 'webhookId' },
    columns: { url: 'url', secret: 'secret', previous: 'previousSecrets', enabled: 'enabled' },
  }),
] as const;

/** Takes deliveries for an attempt, so that each is in the hands of one process, and stores how it went. */
@Injectable()
export class DeliveryClaims {
  constructor(
    private readonly users: UsersService,
    private readonly webhooks: WebhooksService,
  ) {}

  /** The claimed delivery; undefined if none is due. */
  async claim(tx: AccountTransaction, what: Claimable, now: Date): Promise<Claim | undefined> {
    const found = await tx.find(Delivery, {
      columns: COLUMNS,
      joins: JOINS,
      where: all(conditionOf(what), compare('dueAt', '<=', now.toISOString())),
      orderBy: [{ column: 'dueAt' }],
    });
    if (!found) return undefined;
    const { id, dueAt, webhookId, userId, url, secret, previous, enabled, messageId, ...message } = found;
    const leasedUntil = new Date(now.getTime() + LEASE_MS).toISOString();
    const lease = { dueAt: leasedUntil, attempts: INCREMENT, attemptedAt: now.toISOString() } as const;
    // Nothing is changed if another process was faster.
    if ((await tx.update(Delivery, lease, all(idIs(id), equal('dueAt', dueAt)))) === 0) return undefined;
    const isOn = url !== null && secret !== null && enabled === true;
    const older = previousSecrets(previous, now).map(({ sealed }) => sealed);
    return {
      id,
      leasedUntil,
      webhookId,
      attempts: message.attempts + 1,
      account: await this.account(tx),
      message: { ...message, id: messageId },
      target: isOn
        ? { url, secrets: [secret, ...older] }
        : userId === null
          ? null
          : await this.mailbox(tx, userId),
    };
  }

  /** Stores how an attempt went. A failure counts only while the delivery is still in the hands of this process. */
  async finish(tx: AccountTransaction, claim: Claim, attempted: Attempted, now: Date): Promise<void> {
    const { isSent, status = null, isFinal = false, error: reason } = attempted;
    if (isSent) {
      await tx.update(Delivery, { state: 'sent', dueAt: null, status, error: null }, idIs(claim.id));
      return;
    }
    const dueAt = isFinal ? null : nextAttempt(claim.attempts, now);
    const error = firstCharacters(reason ?? 'unknown', ERROR_LENGTH);
    const state = dueAt === null ? 'failed' : 'waiting';
    await tx.update(Delivery, { state, dueAt, status, error }, heldBy(claim));
  }

  /** Gives a delivery back that was not attempted after all. */
  async release(tx: AccountTransaction, claim: Claim, now: Date): Promise<void> {
    await tx.update(Delivery, { dueAt: now.toISOString(), attempts: DECREMENT }, heldBy(claim));
  }

  /** Switches a webhook off whose receiver says that it is gone for good. */
  async switchOff(tx: AccountTransaction, webhookId: string): Promise<void> {
    await this.webhooks.change(tx.by(SYSTEM), webhookId, { enabled: false });
  }

  private async account(tx: AccountTransaction): Promise<Claim['account']> {
    const found = await tx.find(Account, { columns: ['slug', 'name'], where: idIs(tx.accountId) });
    return { id: tx.accountId, slug: found?.slug ?? '', name: found?.name ?? '' };
  }

  /** The address of an administrator; null for one who no longer is one, or has no address. */
  private async mailbox(tx: AccountTransaction, userId: string): Promise<{ address: string } | null> {
    const user = await this.users.find(tx, userId);
    if (!user || !isActiveAdmin(user)) return null;
    const address = emailOf(user.values) ?? user.userName;
    return isAddress(address) ? { address } : null;
  }
}

const heldBy = ({ id, leasedUntil }: Claim) => all(idIs(id), equal('dueAt', leasedUntil));

function conditionOf(what: Claimable): Where<Delivery> {
  if ('deliveryId' in what) return idIs(what.deliveryId);
  return what.webhookId === null ? not(present('webhookId')) : equal('webhookId', what.webhookId);
}
