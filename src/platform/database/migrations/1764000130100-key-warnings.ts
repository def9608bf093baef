import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

/** When the administrators of an account were last warned that an API key ends. */
export class KeyWarnings1764000130100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'api_keys', ['warnedAt', 'datetime(3) NULL']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'api_keys', 'warnedAt');
  }
}
