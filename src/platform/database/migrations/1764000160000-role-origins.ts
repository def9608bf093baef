import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

/** The new columns, with their tables. */
const COLUMNS = [
  ['users', 'roleOrigin', 'varchar(8) NULL'],
  ['groups', 'role', 'varchar(16) NULL'],
  ['provisioning_settings', 'rolesGrant', 'boolean NOT NULL DEFAULT 0'],
] as const;

/** Where a user's role comes from, the role that a group gives, and whether SCIM's `roles` grant any. */
export class RoleOrigins1764000160000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, name, type] of COLUMNS) await addColumn(queryRunner, table, [name, type]);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const [table, name] of COLUMNS) await dropColumn(queryRunner, table, name);
  }
}
