import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createTable, dropColumn, id, instant, reference, text, varchar } from './columns.js';

/** Disabled operators, and the audit trail outside of accounts. */
export class OperatorsLife1764000070002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'operators', ['disabledAt', 'datetime(3) NULL']);
    await createTable(queryRunner, 'platform_entries', {
      columns: [
        id(),
        instant('time'),
        varchar('actor', 320),
        varchar('actorKind', 16),
        reference('actorId', true),
        varchar('via', 8),
        varchar('address', 64, true),
        varchar('action', 64),
        reference('subjectId'),
        varchar('subjectName', 320),
        text('detail'),
      ],
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('platform_entries', true, true, true);
    await dropColumn(queryRunner, 'operators', 'disabledAt');
  }
}
