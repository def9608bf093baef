import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, foreignKey, id, index, instant, keyPart, varchar } from './columns.js';

/** The networks from which people log in. */
export class LoginPlaces1764000060000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createTable(queryRunner, 'login_places', {
      columns: [
        id('accountId'),
        id('userId'),
        keyPart('network', 'varchar', 64),
        varchar('userNameKey', 640),
        instant('firstAt'),
        instant('lastAt'),
      ],
      indices: [index('ix_login_places_last', 'accountId', 'lastAt')],
      foreignKeys: [
        foreignKey(
          'fk_login_places_user',
          [['accountId', 'userId'], 'users', ['accountId', 'id']],
          'CASCADE',
        ),
      ],
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('login_places', true, true, true);
  }
}
