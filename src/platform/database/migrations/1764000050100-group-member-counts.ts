import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

/** The number of members of a group: a large group is recognized before its members are read. */
export class GroupMemberCounts1764000050100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'groups', ['memberCount', 'integer NOT NULL DEFAULT 0']);
    await queryRunner.query(
      `UPDATE \`groups\` SET \`memberCount\` = (SELECT COUNT(*) FROM \`group_members\` m
        WHERE m.\`accountId\` = \`groups\`.\`accountId\` AND m.\`groupId\` = \`groups\`.\`id\`)`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'groups', 'memberCount');
  }
}
