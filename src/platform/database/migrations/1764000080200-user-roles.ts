import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex, dropIndex, index } from './columns.js';

const BY_ROLE = index('ix_users_role', 'accountId', 'role');

/** An index that finds the administrators of an account without reading all of its users. */
export class UserRoles1764000080200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createIndex(queryRunner, 'users', BY_ROLE);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropIndex(queryRunner, 'users', BY_ROLE);
  }
}
