import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

const COLUMNS: readonly (readonly [table: string, name: string, type: string])[] = [
  ['provisioning_events', 'client', 'varchar(60)'],
  ['provisioning_activity', 'providerAt', 'datetime(3)'],
  ['provisioning_activity', 'providerActor', 'varchar(320)'],
  ['provisioning_activity', 'providerKeyId', 'varchar(36)'],
  ['provisioning_activity', 'providerClient', 'varchar(60)'],
  ['provisioning_activity', 'lastTestKeyId', 'varchar(36)'],
  ['provisioning_activity', 'lastTestClient', 'varchar(60)'],
];

/** The client of each event, and the credential that each account's identity provider uses. */
export class ProvisioningClients1764000080000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, name, type] of COLUMNS) await addColumn(queryRunner, table, [name, `${type} NULL`]);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const [table, name] of COLUMNS) await dropColumn(queryRunner, table, name);
  }
}
