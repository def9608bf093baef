import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createIndex, dropColumn, dropIndex, index } from './columns.js';

const BY_NAME = index('ix_users_shown_name', 'accountId', 'shownNameKey', 'id');

/** The display name of people, with an index that lists are sorted by. */
export class UserShownNames1764000080100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'users', ['shownNameKey', 'varchar(255) NULL']);
    const given = "COALESCE(`givenNameKey`, '')";
    const family = "COALESCE(`familyNameKey`, '')";
    const full =
      queryRunner.dataSource.options.type === 'better-sqlite3'
        ? `${given} || ' ' || ${family}`
        : `CONCAT(${given}, ' ', ${family})`;
    const names = ['`displayNameKey`', '`formattedNameKey`', full].map((name) => `NULLIF(TRIM(${name}), '')`);
    await queryRunner.query(
      `UPDATE \`users\` SET \`shownNameKey\` = SUBSTR(COALESCE(${names.join(', ')}, \`userNameKey\`), 1, 255) WHERE \`userNameKey\` IS NOT NULL`,
    );
    await createIndex(queryRunner, 'users', BY_NAME);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropIndex(queryRunner, 'users', BY_NAME);
    await dropColumn(queryRunner, 'users', 'shownNameKey');
  }
}
