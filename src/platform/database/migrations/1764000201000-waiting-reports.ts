import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

/** When administrators were told that a report waits for an approver, and whether they want to be. */
export class WaitingReports1764000201000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'expense_reports', ['warnedAt', 'datetime(3) NULL']);
    await addColumn(queryRunner, 'mail_preferences', ['approvals', 'boolean NOT NULL DEFAULT 1']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'mail_preferences', 'approvals');
    await dropColumn(queryRunner, 'expense_reports', 'warnedAt');
  }
}
