import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

/** How many members a group has, so that it is known to be large before they are read. */
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
