import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createIndex, dropColumn, dropIndex, index } from './columns.js';

const ERASABLE = index('ix_users_erasable', 'accountId', 'erasedAt', 'deletedAt');

/** When a person's data was erased, an index that finds the people to erase, and which accounts are being removed. */
export class Erasure1764000070003 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'users', ['erasedAt', 'datetime(3) NULL']);
    await createIndex(queryRunner, 'users', ERASABLE);
    await addColumn(queryRunner, 'accounts', ['removingSince', 'datetime(3) NULL']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'accounts', 'removingSince');
    await dropIndex(queryRunner, 'users', ERASABLE);
    await dropColumn(queryRunner, 'users', 'erasedAt');
  }
}
