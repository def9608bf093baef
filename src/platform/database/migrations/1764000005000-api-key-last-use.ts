import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

/** When an API key was last used. */
export class ApiKeyLastUse1764000005000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'api_keys', ['lastUsedAt', 'datetime(3) NULL']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'api_keys', 'lastUsedAt');
  }
}
