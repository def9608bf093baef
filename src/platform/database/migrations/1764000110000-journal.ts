import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createTable,
  foreignKey,
  id,
  index,
  instant,
  integer,
  keyPart,
  reference,
  text,
  varchar,
} from './columns.js';

const ofAccount = (table: string) =>
  foreignKey(`fk_${table}_account`, [['accountId'], 'accounts', ['id']], 'CASCADE');

/** The journal of changes. */
export class Journal1764000110000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createTable(queryRunner, 'journal_changes', {
      columns: [
        id('accountId'),
        id(),
        instant('time'),
        reference('runId', true),
        varchar('source', 100),
        varchar('via', 8),
        varchar('actorKind', 16),
        reference('actorId', true),
        varchar('actor', 320),
        varchar('client', 60, true),
        reference('eventId', true),
        varchar('kind', 16),
        varchar('resourceType', 8),
        varchar('resourceId', 64, true),
        varchar('name', 320, true),
        integer('added'),
        integer('removed'),
        integer('refused'),
        integer('active'),
        text('data'),
      ],
      indices: [
        index('ix_journal_changes_open', 'accountId', 'runId', 'id'),
        index('ix_journal_changes_run', 'accountId', 'runId', 'resourceType', 'resourceId', 'id'),
        index('ix_journal_changes_resource', 'accountId', 'resourceId', 'id'),
      ],
      foreignKeys: [ofAccount('journal_changes')],
    });
    await createTable(queryRunner, 'journal_parts', {
      columns: [id('accountId'), id('changeId'), keyPart('position', 'int'), text('text')],
      foreignKeys: [ofAccount('journal_parts')],
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('journal_parts', true, true, true);
    await queryRunner.dropTable('journal_changes', true, true, true);
  }
}
