import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, foreignKey, id, index, instant, reference, unique, varchar } from './columns.js';

/** The tables of sightings, and the tables of the resources that are seen. */
const SIGHTINGS = [
  ['user_sightings', 'users'],
  ['group_sightings', 'groups'],
] as const;

/** When identity providers last saw and wrote users and groups, and which connection manages them. */
export class Sightings1764000140000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createTable(queryRunner, 'managing_connections', {
      columns: [
        id('accountId'),
        id(),
        varchar('kind', 16),
        reference('ownerId'),
        varchar('name', 320),
        varchar('client', 60, true),
      ],
      indices: [unique('uq_managing_connections_owner', 'accountId', 'ownerId', 'kind')],
      foreignKeys: [
        foreignKey('fk_managing_connections_account', [['accountId'], 'accounts', ['id']], 'CASCADE'),
      ],
    });
    for (const [name, resources] of SIGHTINGS) await createSightings(queryRunner, name, resources);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const [name] of SIGHTINGS) await queryRunner.dropTable(name, true, true, true);
    await queryRunner.dropTable('managing_connections', true, true, true);
  }
}

async function createSightings(queryRunner: QueryRunner, name: string, resources: string): Promise<void> {
  await createTable(queryRunner, name, {
    columns: [
      id('accountId'),
      id('resourceId'),
      reference('managedById', true),
      instant('lastSeenAt'),
      instant('lastWrittenAt', true),
    ],
    indices: [
      index(`ix_${name}_seen`, 'accountId', 'lastSeenAt', 'resourceId'),
      index(`ix_${name}_manager`, 'accountId', 'managedById', 'resourceId'),
    ],
    foreignKeys: [
      foreignKey(
        `fk_${name}_resource`,
        [['accountId', 'resourceId'], resources, ['accountId', 'id']],
        'CASCADE',
      ),
      foreignKey(
        `fk_${name}_managedBy`,
        [['accountId', 'managedById'], 'managing_connections', ['accountId', 'id']],
        'NO ACTION',
      ),
    ],
  });
}
