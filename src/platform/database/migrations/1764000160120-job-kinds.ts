import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

/** Jobs of other kinds than an undo. */
export class JobKinds1764000160120 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'undo_jobs', ['kind', "varchar(16) NOT NULL DEFAULT 'undo'"]);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'undo_jobs', 'kind');
  }
}
