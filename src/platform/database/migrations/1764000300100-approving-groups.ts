import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

const OF_POLICIES = `UPDATE \`groups\` SET \`approves\` = 1 WHERE EXISTS (SELECT 1 FROM \`approval_policies\` p
  WHERE p.\`accountId\` = \`groups\`.\`accountId\` AND p.\`finalGroupId\` = \`groups\`.\`id\`)`;

/** Whether a group approves expense reports. */
export class ApprovingGroups1764000300100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'groups', ['approves', 'boolean NOT NULL DEFAULT 0']);
    await queryRunner.query(OF_POLICIES);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'groups', 'approves');
  }
}
