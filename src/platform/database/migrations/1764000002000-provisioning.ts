import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, foreignKey, id, index, instant, integer, text, varchar } from './columns.js';

/** The provisioning log. */
export class Provisioning1764000002000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createTable(queryRunner, 'provisioning_events', {
      columns: [
        id('accountId'),
        id(),
        instant('time'),
        varchar('actor', 320),
        varchar('operation', 16),
        varchar('resourceType', 8, true),
        varchar('resourceId', 64, true),
        varchar('outcome', 8),
        integer('status'),
        text('detail'),
        integer('durationMs'),
        text('changes'),
      ],
      indices: [
        index('ix_provisioning_events_outcome', 'accountId', 'outcome', 'id'),
        index('ix_provisioning_events_resource', 'accountId', 'resourceId', 'id'),
        index('ix_provisioning_events_time', 'accountId', 'time'),
      ],
      foreignKeys: [
        foreignKey('fk_provisioning_events_account', [['accountId'], 'accounts', ['id']], 'CASCADE'),
      ],
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('provisioning_events', true, true, true);
  }
}
