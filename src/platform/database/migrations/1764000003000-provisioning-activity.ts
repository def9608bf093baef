import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, foreignKey, id, instant, integer, text, varchar } from './columns.js';

/** The last call of an account's identity provider, and the last test of its credentials. */
export class ProvisioningActivity1764000003000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createTable(queryRunner, 'provisioning_activity', {
      columns: [
        id('accountId'),
        instant('lastCallAt', true),
        instant('lastTestAt', true),
        varchar('lastTestActor', 320, true),
        integer('lastTestStatus', true),
        text('lastTestDetail'),
        varchar('lastTestCode', 40, true),
      ],
      foreignKeys: [
        foreignKey('fk_provisioning_activity_account', [['accountId'], 'accounts', ['id']], 'CASCADE'),
      ],
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('provisioning_activity', true, true, true);
  }
}
