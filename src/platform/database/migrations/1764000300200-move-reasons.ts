import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

/** Why a job moves a step to another approver. */
export class MoveReasons1764000300200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'approval_steps', ['moveReason', 'varchar(16) NULL']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'approval_steps', 'moveReason');
  }
}
