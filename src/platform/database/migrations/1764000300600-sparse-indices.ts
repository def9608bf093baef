import type { MigrationInterface, QueryRunner, TableIndex } from 'typeorm';
import { createIndex, dropIndex, index, sparseIndex } from './columns.js';

const SPARSE: readonly [table: string, TableIndex][] = [
  ['provisioning_events', sparseIndex('ix_provisioning_events_code', 'code', 'id')],
  ['provisioning_events', sparseIndex('ix_provisioning_events_email', 'subjectEmail', 'id')],
  ['provisioning_events', sparseIndex('ix_provisioning_events_external_id', 'subjectExternalId', 'id')],
  ['journal_changes', sparseIndex('ix_journal_changes_run', 'runId', 'resourceType', 'resourceId', 'id')],
  ['users', sparseIndex('ix_users_manager_reference', 'managerReference')],
];

/**
 * On SQLite, indices of columns that most new rows leave empty have no entry for those: each entry would be one more
 * page to write in every change.
 */
export class SparseIndices1764000300600 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    if (queryRunner.dataSource.options.type !== 'better-sqlite3') return;
    for (const [table, sparse] of SPARSE) {
      await dropIndex(queryRunner, table, sparse);
      await createIndex(queryRunner, table, sparse);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    if (queryRunner.dataSource.options.type !== 'better-sqlite3') return;
    for (const [table, sparse] of SPARSE) {
      await dropIndex(queryRunner, table, sparse);
      await createIndex(queryRunner, table, index(sparse.name ?? '', ...sparse.columnNames));
    }
  }
}
