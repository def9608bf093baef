import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createIndex, dropColumn, dropIndex, index } from './columns.js';

const BY_ASSERTION = index('ix_oauth_clients_assertion', 'assertionKey');

/** Assertions name their client, so that it is not looked up across accounts by what the assertion says. */
export class AssertionKeys1764000106000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await dropIndex(queryRunner, 'oauth_clients', BY_ASSERTION);
    await dropColumn(queryRunner, 'oauth_clients', 'assertionKey');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'oauth_clients', ['assertionKey', 'varchar(64) NULL']);
    await createIndex(queryRunner, 'oauth_clients', BY_ASSERTION);
  }
}
