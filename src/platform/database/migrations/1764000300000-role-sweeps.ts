import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumn,
  createTable,
  dropColumn,
  foreignKey,
  id,
  instant,
  keyPart,
  reference,
  varchar,
} from './columns.js';

/** Changes of sources of roles that concern too many people for one transaction. */
export class RoleSweeps1764000300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'accounts', ['roleSweeps', 'integer NOT NULL DEFAULT 0']);
    await createTable(queryRunner, 'role_sweeps', {
      columns: [
        id('accountId'),
        keyPart('id', 'varchar', 36),
        varchar('scope', 8),
        varchar('of', 36),
        varchar('cursor', 36),
        varchar('authorKind', 16),
        reference('authorId', true),
        varchar('author', 320),
        varchar('via', 8),
        varchar('address', 64, true),
        varchar('client', 60, true),
        reference('eventId', true),
        reference('jobId', true),
        instant('leaseUntil'),
      ],
      foreignKeys: [foreignKey('fk_role_sweeps_account', [['accountId'], 'accounts', ['id']], 'CASCADE')],
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('role_sweeps', true, true, true);
    await dropColumn(queryRunner, 'accounts', 'roleSweeps');
  }
}
