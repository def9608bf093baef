import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, foreignKey, id, index, instant, reference, text, varchar } from './columns.js';

/** Alarms about what identity providers do, or no longer do. */
export class Alarms1764000130200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createTable(queryRunner, 'provisioning_alarms', {
      columns: [
        id('accountId'),
        id(),
        varchar('kind', 24),
        instant('at'),
        reference('runId', true),
        reference('userId', true),
        text('detail'),
        instant('notifiedAt', true),
        instant('acknowledgedAt', true),
        varchar('acknowledgedBy', 320, true),
      ],
      indices: [
        index('ix_provisioning_alarms_open', 'accountId', 'acknowledgedAt', 'kind', 'id'),
        index('ix_provisioning_alarms_user', 'accountId', 'userId', 'at'),
      ],
      foreignKeys: [
        foreignKey('fk_provisioning_alarms_account', [['accountId'], 'accounts', ['id']], 'CASCADE'),
      ],
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('provisioning_alarms', true, true, true);
  }
}
