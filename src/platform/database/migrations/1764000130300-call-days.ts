import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

/** On which of the last days the identity provider of an account has called. */
export class CallDays1764000130300 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'provisioning_activity', ['callDays', 'integer NULL']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'provisioning_activity', 'callDays');
  }
}
