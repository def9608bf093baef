import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

const TABLES = ['journal_changes', 'directory_totals'];

/** How many users have an external id, which nobody reads any more: who is managed is counted by who has written them. */
export class UnreadCounts1764000300510 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES) await dropColumn(queryRunner, table, 'provisioned');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await addColumn(queryRunner, table, ['provisioned', 'integer NOT NULL DEFAULT 0']);
    }
    await queryRunner.query('UPDATE `directory_totals` SET `countedAt` = NULL');
  }
}
