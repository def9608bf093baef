import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createTable,
  flag,
  foreignKey,
  id,
  index,
  instant,
  integer,
  reference,
  text,
  varchar,
} from './columns.js';

const OF_ACCOUNT = (table: string) =>
  foreignKey(`fk_${table}_account`, [['accountId'], 'accounts', ['id']], 'CASCADE');

const OF_ROW = (name: string, column: string, table: string) =>
  foreignKey(name, [['accountId', column], table, ['accountId', 'id']], 'CASCADE');

/** Notifications: the webhooks and mail preferences of an account, its messages, and their deliveries. */
export class Notifications1764000130000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createTable(queryRunner, 'webhooks', {
      columns: [
        id('accountId'),
        id(),
        varchar('url', 1_000),
        varchar('kinds', 120),
        varchar('secret', 255),
        flag('enabled'),
        instant('createdAt'),
      ],
      foreignKeys: [OF_ACCOUNT('webhooks')],
    });
    await createTable(queryRunner, 'mail_preferences', {
      columns: [
        id('accountId'),
        id('userId'),
        flag('failures'),
        flag('alarm'),
        flag('silence'),
        flag('expiry'),
      ],
      foreignKeys: [OF_ROW('fk_mail_preferences_user', 'userId', 'users')],
    });
    await createMessages(queryRunner);
    await createDeliveries(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of ['notification_deliveries', 'notifications', 'mail_preferences', 'webhooks']) {
      await queryRunner.dropTable(name, true, true, true);
    }
  }
}

async function createMessages(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'notifications', {
    columns: [
      id('accountId'),
      id(),
      varchar('kind', 16),
      varchar('type', 40),
      instant('createdAt'),
      varchar('subject', 255),
      text('text'),
      text('data'),
    ],
    indices: [index('ix_notifications_kind', 'accountId', 'kind', 'id')],
    foreignKeys: [OF_ACCOUNT('notifications')],
  });
}

async function createDeliveries(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'notification_deliveries', {
    columns: [
      id('accountId'),
      id(),
      reference('notificationId'),
      reference('webhookId', true),
      reference('userId', true),
      varchar('state', 8),
      integer('attempts'),
      instant('dueAt', true),
      instant('attemptedAt', true),
      integer('status', true),
      varchar('error', 200, true),
    ],
    indices: [
      index('ix_notification_deliveries_due', 'dueAt', 'accountId', 'webhookId'),
      index('ix_notification_deliveries_message', 'accountId', 'notificationId'),
      index('ix_notification_deliveries_webhook', 'accountId', 'webhookId'),
      index('ix_notification_deliveries_user', 'accountId', 'userId'),
    ],
    foreignKeys: [
      OF_ACCOUNT('notification_deliveries'),
      OF_ROW('fk_notification_deliveries_notification', 'notificationId', 'notifications'),
      OF_ROW('fk_notification_deliveries_webhook', 'webhookId', 'webhooks'),
      OF_ROW('fk_notification_deliveries_user', 'userId', 'users'),
    ],
  });
}
