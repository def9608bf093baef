import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, foreignKey, id, index, instant, integer, reference, text, varchar } from './columns.js';

/** The undos of runs. */
export class UndoJobs1764000110200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createTable(queryRunner, 'undo_jobs', {
      columns: [
        id('accountId'),
        id(),
        reference('runId'),
        reference('undoRunId'),
        varchar('authorKind', 16),
        reference('authorId', true),
        varchar('author', 320),
        varchar('via', 8),
        varchar('address', 64, true),
        text('choice'),
        varchar('state', 8),
        integer('step'),
        varchar('cursor', 64),
        integer('waiting'),
        integer('done'),
        integer('total'),
        integer('restored'),
        integer('skipped'),
        integer('impossible'),
        text('left'),
        instant('leaseUntil'),
        instant('createdAt'),
        instant('finishedAt', true),
      ],
      indices: [
        index('ix_undo_jobs_run', 'accountId', 'runId'),
        index('ix_undo_jobs_state', 'accountId', 'state'),
      ],
      foreignKeys: [foreignKey('fk_undo_jobs_account', [['accountId'], 'accounts', ['id']], 'CASCADE')],
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('undo_jobs', true, true, true);
  }
}
