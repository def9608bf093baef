import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndex, dropIndex, index } from './columns.js';

const TABLE = 'provisioning_events';
const INDICES = [
  index('ix_provisioning_events_code', 'accountId', 'code', 'id'),
  index('ix_provisioning_events_client', 'accountId', 'client', 'id'),
  index('ix_provisioning_events_subject', 'accountId', 'subjectKey', 'id'),
  index('ix_provisioning_events_email', 'accountId', 'subjectEmail', 'id'),
  index('ix_provisioning_events_external_id', 'accountId', 'subjectExternalId', 'id'),
];

/** An index for each filter of the provisioning log, and for each key by which it is searched. */
export class EventSearch1764000120100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const each of INDICES) await createIndex(queryRunner, TABLE, each);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const each of INDICES.toReversed()) await dropIndex(queryRunner, TABLE, each);
  }
}
