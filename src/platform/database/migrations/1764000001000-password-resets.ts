import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, foreignKey, id, index, instant, reference, unique, varchar } from './columns.js';

/** Password reset links. */
export class PasswordResets1764000001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createTable(queryRunner, 'password_resets', {
      columns: [
        id('accountId'),
        id(),
        reference('userId'),
        varchar('hash', 64),
        varchar('passwordFingerprint', 64),
        instant('createdAt'),
        instant('expiresAt'),
      ],
      indices: [
        unique('uq_password_resets_hash', 'hash'),
        index('ix_password_resets_user', 'accountId', 'userId'),
      ],
      foreignKeys: [
        foreignKey(
          'fk_password_resets_user',
          [['accountId', 'userId'], 'users', ['accountId', 'id']],
          'CASCADE',
        ),
      ],
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('password_resets', true, true, true);
  }
}
