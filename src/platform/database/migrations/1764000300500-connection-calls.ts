import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumn,
  createTable,
  dropColumn,
  foreignKey,
  id,
  instant,
  integer,
  reference,
  varchar,
} from './columns.js';

/** The calls of users whose login name the account's activity has, and of OAuth connections, whose id it has. */
const KNOWN = [
  `SELECT p.accountId, u.id, 'user', p.providerKeyId, p.providerClient, p.providerAt, p.callDays
    FROM provisioning_activity p
    JOIN users u ON u.accountId = p.accountId AND u.userName = p.providerActor AND u.deletedAt IS NULL
    WHERE p.providerAt IS NOT NULL AND p.callDays IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM oauth_clients o WHERE o.accountId = p.accountId AND o.id = p.providerKeyId)`,
  `SELECT p.accountId, o.id, 'connection', NULL, p.providerClient, p.providerAt, p.callDays
    FROM provisioning_activity p
    JOIN oauth_clients o ON o.accountId = p.accountId AND o.id = p.providerKeyId
    WHERE p.providerAt IS NOT NULL AND p.callDays IS NOT NULL`,
];

/**
 * On which days each connection called, which was known of an account as a whole, and which connection an alarm is about.
 * `provisioning_activity.callDays` stays, for the previous release.
 */
export class ConnectionCalls1764000300500 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createTable(queryRunner, 'connection_calls', {
      columns: [
        id('accountId'),
        id('ownerId'),
        varchar('kind', 16),
        reference('keyId', true),
        varchar('client', 60, true),
        instant('lastCallAt'),
        integer('callDays'),
      ],
      foreignKeys: [
        foreignKey('fk_connection_calls_account', [['accountId'], 'accounts', ['id']], 'CASCADE'),
      ],
    });
    await addColumn(queryRunner, 'provisioning_alarms', ['connectionId', 'varchar(36) NULL']);
    await queryRunner.query('DELETE FROM connection_calls');
    for (const known of KNOWN) await queryRunner.query(`INSERT INTO connection_calls ${known}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'provisioning_alarms', 'connectionId');
    await queryRunner.dropTable('connection_calls', true, true, true);
  }
}
