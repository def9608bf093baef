import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex, dropIndex, index } from './columns.js';

const COLUMNS = ['accountId', 'externalId'];
/** The old index of a table, and the new one, which ends with the id. */
const INDICES = ['users', 'groups'].map((table) => ({
  table,
  old: index(`ix_${table}_external_id`, ...COLUMNS),
  ordered: index(`ix_${table}_external_id_order`, ...COLUMNS, 'id'),
}));

/**
 * Finds rows by externalId in the order of their ids, as lists return them. Without the id in the index, SQLite reads the
 * whole account in that order instead of sorting the one row that it finds.
 */
export class ExternalIdOrder1764000007000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const { table, old, ordered } of INDICES) {
      await createIndex(queryRunner, table, ordered);
      await dropIndex(queryRunner, table, old);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { table, old, ordered } of INDICES) {
      await createIndex(queryRunner, table, old);
      await dropIndex(queryRunner, table, ordered);
    }
  }
}
