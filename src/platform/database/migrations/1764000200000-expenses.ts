import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumn,
  createTable,
  dropColumn,
  foreignKey,
  id,
  index,
  instant,
  integer,
  reference,
  text,
  varchar,
} from './columns.js';

const REPORT = ['expense_reports', ['accountId', 'id']] as const;

/** Expense reports and who approves them. */
export class Expenses1764000200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'users', ['deactivatedAt', 'datetime(3) NULL']);
    await createReports(queryRunner);
    await createSteps(queryRunner);
    await createMoves(queryRunner);
    await createPolicies(queryRunner);
    await createDeputies(queryRunner);
    await createTable(queryRunner, 'reroute_jobs', {
      columns: [id('accountId'), instant('leaseUntil')],
      foreignKeys: [foreignKey('fk_reroute_jobs_account', [['accountId'], 'accounts', ['id']], 'CASCADE')],
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const tables = [
      'reroute_jobs',
      'deputies',
      'approval_policies',
      'approval_moves',
      'approval_steps',
      'expense_reports',
    ];
    for (const table of tables) await queryRunner.dropTable(table, true, true, true);
    await dropColumn(queryRunner, 'users', 'deactivatedAt');
  }
}

const inAccount = (table: string, relation: string, other: string) =>
  foreignKey(
    `fk_${table}_${relation}`,
    [['accountId', `${relation}Id`], other, ['accountId', 'id']],
    'NO ACTION',
  );

async function createReports(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'expense_reports', {
    columns: [
      id('accountId'),
      id(),
      reference('ownerId'),
      varchar('ownerName', 320),
      text('employeeNumber'),
      reference('organizationId'),
      text('costCenter'),
      text('department'),
      varchar('title', 200),
      varchar('currency', 3),
      integer('total'),
      varchar('status', 16),
      integer('round'),
      reference('submittedById', true),
      instant('submittedAt', true),
      integer('version'),
      instant('createdAt'),
      instant('updatedAt'),
    ],
    indices: [
      index('ix_expense_reports_owner', 'accountId', 'ownerId', 'status', 'id'),
      index('ix_expense_reports_status', 'accountId', 'status', 'id'),
      index('ix_expense_reports_organization', 'accountId', 'organizationId', 'id'),
    ],
    foreignKeys: [
      foreignKey('fk_expense_reports_account', [['accountId'], 'accounts', ['id']], 'CASCADE'),
      inAccount('expense_reports', 'owner', 'users'),
      inAccount('expense_reports', 'organization', 'organizations'),
    ],
  });
}

async function createSteps(queryRunner: QueryRunner): Promise<void> {
  const [reports, key] = REPORT;
  await createTable(queryRunner, 'approval_steps', {
    columns: [
      id('accountId'),
      id(),
      reference('reportId'),
      integer('position'),
      integer('round'),
      varchar('stage', 16),
      reference('approverId', true),
      reference('groupId', true),
      varchar('origin', 16),
      reference('replacedId', true),
      varchar('waitingFor', 16, true),
      varchar('state', 16),
      instant('decidedAt', true),
      text('note'),
      reference('eventId', true),
      instant('createdAt'),
    ],
    indices: [
      index('ix_approval_steps_report', 'accountId', 'reportId', 'position'),
      index('ix_approval_steps_approver', 'accountId', 'approverId', 'state', 'id'),
      index('ix_approval_steps_group', 'accountId', 'groupId', 'state', 'id'),
      index('ix_approval_steps_waiting', 'accountId', 'waitingFor', 'id'),
    ],
    foreignKeys: [
      foreignKey('fk_approval_steps_report', [['accountId', 'reportId'], reports, [...key]], 'CASCADE'),
    ],
  });
}

async function createMoves(queryRunner: QueryRunner): Promise<void> {
  const [reports, key] = REPORT;
  await createTable(queryRunner, 'approval_moves', {
    columns: [
      id('accountId'),
      id(),
      reference('reportId'),
      reference('stepId'),
      reference('eventId', true),
      reference('fromId', true),
      varchar('fromOrigin', 16),
      reference('toId', true),
      varchar('reason', 16),
      instant('createdAt'),
    ],
    indices: [
      index('ix_approval_moves_event', 'accountId', 'eventId', 'id'),
      index('ix_approval_moves_from', 'accountId', 'fromId', 'id'),
      index('ix_approval_moves_report', 'accountId', 'reportId', 'id'),
    ],
    foreignKeys: [
      foreignKey('fk_approval_moves_report', [['accountId', 'reportId'], reports, [...key]], 'CASCADE'),
    ],
  });
}

async function createPolicies(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'approval_policies', {
    columns: [
      id('accountId'),
      id('organizationId'),
      integer('levels'),
      reference('finalApproverId', true),
      reference('finalGroupId', true),
      integer('finalFrom', true),
      varchar('fallback', 16),
      varchar('submitForLeaver', 16),
      integer('leaverDays'),
      integer('version'),
      instant('updatedAt'),
    ],
    foreignKeys: [
      foreignKey(
        'fk_approval_policies_organization',
        [['accountId', 'organizationId'], 'organizations', ['accountId', 'id']],
        'CASCADE',
      ),
    ],
  });
}

async function createDeputies(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'deputies', {
    columns: [
      id('accountId'),
      id(),
      reference('userId'),
      reference('deputyId'),
      instant('startsAt'),
      instant('endsAt'),
      instant('createdAt'),
    ],
    indices: [
      index('ix_deputies_user', 'accountId', 'userId', 'id'),
      index('ix_deputies_deputy', 'accountId', 'deputyId', 'id'),
    ],
    foreignKeys: [
      foreignKey('fk_deputies_user', [['accountId', 'userId'], 'users', ['accountId', 'id']], 'CASCADE'),
      foreignKey('fk_deputies_deputy', [['accountId', 'deputyId'], 'users', ['accountId', 'id']], 'CASCADE'),
    ],
  });
}
