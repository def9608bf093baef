import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex, dropIndex, index } from './columns.js';

const COLUMNS = ['accountId', 'erasedAt', 'deletedAt'];
const ERASABLE = index('ix_users_erasable', ...COLUMNS);
const EXISTING = index('ix_users_existing', ...COLUMNS, 'id');

/** Adds the id to an index, so that lists of all users in the order of their ids skip deleted users. */
export class ExistingUsers1764000095000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createIndex(queryRunner, 'users', EXISTING);
    await dropIndex(queryRunner, 'users', ERASABLE);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await createIndex(queryRunner, 'users', ERASABLE);
    await dropIndex(queryRunner, 'users', EXISTING);
  }
}
