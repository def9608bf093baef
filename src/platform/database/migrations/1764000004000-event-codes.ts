import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createIndex, dropColumn, dropIndex, index } from './columns.js';

const TABLE = 'provisioning_events';
const BY_OPERATION = index('ix_provisioning_events_operation', 'accountId', 'operation', 'id');
const BY_TYPE = index('ix_provisioning_events_type', 'accountId', 'resourceType', 'id');
const BY_TIME = index('ix_provisioning_events_time', 'accountId', 'time');

/**
 * A stable code for each event, and an index for every filter of the log. The log is read by id, and ids are in the order
 * of time, so the index by time is no longer needed.
 */
export class EventCodes1764000004000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, TABLE, ['code', 'varchar(40) NULL']);
    await createIndex(queryRunner, TABLE, BY_OPERATION);
    await createIndex(queryRunner, TABLE, BY_TYPE);
    await dropIndex(queryRunner, TABLE, BY_TIME);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await createIndex(queryRunner, TABLE, BY_TIME);
    await dropIndex(queryRunner, TABLE, BY_TYPE);
    await dropIndex(queryRunner, TABLE, BY_OPERATION);
    await dropColumn(queryRunner, TABLE, 'code');
  }
}
