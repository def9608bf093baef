import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, foreignKey, id, instant } from './columns.js';

/** The first time of an operation in the provisioning log. */
const firstOf = (operations: string, resourceType: string) =>
  `MIN(CASE WHEN \`operation\` IN (${operations}) AND \`resourceType\` = '${resourceType}' THEN \`time\` END)`;

/** When an identity provider did things for the first time. Accounts that are in use get theirs from the log. */
export class SetupMilestones1764000150100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createTable(queryRunner, 'setup_milestones', {
      columns: [
        id('accountId'),
        instant('firstUserAt', true),
        instant('firstGroupAt', true),
        instant('firstDeactivationAt', true),
      ],
      foreignKeys: [
        foreignKey('fk_setup_milestones_account', [['accountId'], 'accounts', ['id']], 'CASCADE'),
      ],
    });
    await queryRunner.query(
      `INSERT INTO \`setup_milestones\` (\`accountId\`, \`firstUserAt\`, \`firstGroupAt\`, \`firstDeactivationAt\`)
      SELECT \`accountId\`, ${firstOf("'create'", 'User')}, ${firstOf("'create'", 'Group')},
      ${firstOf("'deactivate', 'delete'", 'User')}
      FROM \`provisioning_events\`
      WHERE \`outcome\` = 'success' AND \`operation\` IN ('create', 'deactivate', 'delete')
      AND \`accountId\` NOT IN (SELECT \`accountId\` FROM \`setup_milestones\`)
      GROUP BY \`accountId\``,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('setup_milestones', true, true, true);
  }
}
