import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

const COLUMNS = [
  ['oauth_clients', 'version'],
  ['oauth_clients', 'catalogueVersion'],
  ['oauth_catalogue_clients', 'version'],
] as const;

/** The versions of connections and of catalogue clients, which can now be changed. */
export class ClientVersions1764000300400 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, name] of COLUMNS) {
      await addColumn(queryRunner, table, [name, 'integer NOT NULL DEFAULT 1']);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const [table, name] of COLUMNS) await dropColumn(queryRunner, table, name);
  }
}
