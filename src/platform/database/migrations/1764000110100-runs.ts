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
  varchar,
} from './columns.js';

const COUNTED = [
  'created',
  'changed',
  'deactivated',
  'reactivated',
  'deleted',
  'groupsCreated',
  'groupsDeleted',
  'membersAdded',
  'membersRemoved',
  'refused',
];

const ofAccount = (table: string) =>
  foreignKey(`fk_${table}_account`, [['accountId'], 'accounts', ['id']], 'CASCADE');

/** The runs that changes form, and what is counted from them. */
export class Runs1764000110100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createRuns(queryRunner);
    await createTable(queryRunner, 'directory_totals', {
      columns: [
        id('accountId'),
        integer('users'),
        integer('active'),
        integer('groups'),
        integer('members'),
        instant('countedAt', true),
      ],
      foreignKeys: [ofAccount('directory_totals')],
    });
    await createTable(queryRunner, 'provisioning_days', {
      columns: [id('accountId'), keyPart('day', 'varchar', 10), ...COUNTED.map((name) => integer(name))],
      foreignKeys: [ofAccount('provisioning_days')],
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['provisioning_days', 'directory_totals', 'provisioning_runs'])
      await queryRunner.dropTable(table, true, true, true);
  }
}

function createRuns(queryRunner: QueryRunner): Promise<void> {
  return createTable(queryRunner, 'provisioning_runs', {
    columns: [
      id('accountId'),
      id(),
      varchar('source', 100),
      varchar('via', 8),
      varchar('actorKind', 16),
      reference('actorId', true),
      varchar('actor', 320),
      varchar('client', 60, true),
      instant('firstAt'),
      instant('lastAt'),
      ...COUNTED.map((name) => integer(name)),
      integer('activeBefore'),
      integer('membersBefore'),
      instant('alarmAt', true),
      reference('undoOf', true),
      reference('undoneBy', true),
    ],
    indices: [
      index('ix_provisioning_runs_source', 'accountId', 'source', 'lastAt'),
      index('ix_provisioning_runs_via', 'accountId', 'via', 'id'),
    ],
    foreignKeys: [ofAccount('provisioning_runs')],
  });
}
