import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

/** When personal data of each account was last erased. */
export class LastErasures1764000300700 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'accounts', ['lastErasureAt', 'datetime(3) NULL']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'accounts', 'lastErasureAt');
  }
}
