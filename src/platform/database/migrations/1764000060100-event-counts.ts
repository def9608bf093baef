import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

/** The number of requests that an event of the provisioning log stands for. */
export class EventCounts1764000060100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'provisioning_events', ['count', 'integer NOT NULL DEFAULT 1']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'provisioning_events', 'count');
  }
}
