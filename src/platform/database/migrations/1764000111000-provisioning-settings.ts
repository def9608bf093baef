import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, flag, foreignKey, id, instant, integer, varchar } from './columns.js';

/** How an account wants to be provisioned. */
export class ProvisioningSettings1764000111000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createTable(queryRunner, 'provisioning_settings', {
      columns: [
        id('accountId'),
        integer('alarmAbove'),
        integer('alarmPercent'),
        flag('lockManaged'),
        flag('paused'),
        varchar('pausedBy', 320, true),
        instant('pausedAt', true),
      ],
      foreignKeys: [
        foreignKey('fk_provisioning_settings_account', [['accountId'], 'accounts', ['id']], 'CASCADE'),
      ],
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('provisioning_settings', true, true, true);
  }
}
