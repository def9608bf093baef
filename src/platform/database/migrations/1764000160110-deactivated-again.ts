import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

/** How many people identity providers have deactivated after an undo had put them back. */
export class DeactivatedAgain1764000160110 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'provisioning_runs', ['deactivatedAgain', 'integer NOT NULL DEFAULT 0']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'provisioning_runs', 'deactivatedAgain');
  }
}
