import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, flag, foreignKey, id, instant, keyPart, reference, text, varchar } from './columns.js';

const OF_ACCOUNT = (name: string) => foreignKey(name, [['accountId'], 'accounts', ['id']], 'CASCADE');

/** The last comparison of each account's users with its identity provider's list. */
export class Drift1764000140200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createTable(queryRunner, 'drift_reports', {
      columns: [id('accountId'), instant('comparedAt'), text('summary')],
      foreignKeys: [OF_ACCOUNT('fk_drift_reports_account')],
    });
    await createTable(queryRunner, 'drift_items', {
      columns: [
        id('accountId'),
        keyPart('position', 'int'),
        varchar('kind', 24),
        reference('userId', true),
        varchar('userName', 320),
        varchar('userNameKey', 640),
        flag('managed', true),
        text('fields'),
      ],
      foreignKeys: [OF_ACCOUNT('fk_drift_items_account')],
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('drift_items', true, true, true);
    await queryRunner.dropTable('drift_reports', true, true, true);
  }
}
