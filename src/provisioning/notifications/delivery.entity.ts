import { Column, Entity, Index, type Relation } from 'typeorm';
import { AccountOwned } from '../../accounts/account-owned.js';
import { Id, InAccount, Instant, Reference } from '../../platform/database/sql/entity-columns.js';
import { User } from '../../users/user.entity.js';
import { Notification } from './notification.entity.js';
import { Webhook } from './webhook.entity.js';

export const DELIVERY_STATES = ['waiting', 'sent', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** How much of the reason of a failure is kept, in characters. */
export const ERROR_LENGTH = 200;

/** A message on its way to one webhook, or by mail to one administrator. */
@Entity('notification_deliveries')
@Index('ix_notification_deliveries_due', ['dueAt', 'accountId', 'webhookId'])
@Index('ix_notification_deliveries_message', ['accountId', 'notificationId'])
@Index('ix_notification_deliveries_webhook', ['accountId', 'webhookId'])
@Index('ix_notification_deliveries_user', ['accountId', 'userId'])
export class Delivery extends AccountOwned {
  @Id() id: string;
  @Reference() notificationId: string;

  /** Either a webhook or an administrator. */
  @Reference({ nullable: true }) webhookId: string | null;
  @Reference({ nullable: true }) userId: string | null;

  @Column({ type: 'varchar', length: 8 }) state: DeliveryState;
  @Column({ type: 'int' }) attempts: number;

  /** When the next attempt is due; while one is under way, when another process may take over. Null at the end. */
  @Instant({ nullable: true }) dueAt: string | null;
  @Instant({ nullable: true }) attemptedAt: string | null;

  /** The HTTP status of the last answer of a webhook. */
  @Column({ type: 'int', nullable: true }) status: number | null;

  /** Why the last attempt failed. */
  @Column({ type: 'varchar', length: ERROR_LENGTH, nullable: true }) error: string | null;

  @InAccount(() => Notification, 'CASCADE') notification: Relation<Notification>;
  @InAccount(() => Webhook, 'CASCADE') webhook: Relation<Webhook> | null;
  @InAccount(() => User, 'CASCADE') user: Relation<User> | null;
}
