import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

/** When each secret of a connection was last used. */
export class SecretLastUse1764000300410 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'oauth_client_secrets', ['lastUsedAt', 'datetime(3) NULL']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'oauth_client_secrets', 'lastUsedAt');
  }
}
