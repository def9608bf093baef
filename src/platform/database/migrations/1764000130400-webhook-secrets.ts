import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

/** The secrets that a webhook had before, with which its messages are signed for a while longer. */
export class WebhookSecrets1764000130400 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'webhooks', ['previousSecrets', 'text NULL']);
    await addColumn(queryRunner, 'webhooks', ['previousSecretsUntil', 'datetime(3) NULL']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'webhooks', 'previousSecretsUntil');
    await dropColumn(queryRunner, 'webhooks', 'previousSecrets');
  }
}
