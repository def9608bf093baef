import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

/** Whether only a part of a run was undone. */
export class PartlyUndone1764000300300 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'provisioning_runs', ['undoneInPart', 'boolean NOT NULL DEFAULT 0']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'provisioning_runs', 'undoneInPart');
  }
}
