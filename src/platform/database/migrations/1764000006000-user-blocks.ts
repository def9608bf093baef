import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, foreignKey, id, integer, keyPart, reference, unique } from './columns.js';

/** The number of users of an account, in blocks. The server creates the blocks of existing accounts. */
export class UserBlocks1764000006000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createTable(queryRunner, 'user_blocks', {
      columns: [id('accountId'), keyPart('number', 'int'), reference('lastId'), integer('total')],
      indices: [unique('uq_user_blocks_last', 'accountId', 'lastId')],
      foreignKeys: [foreignKey('fk_user_blocks_account', [['accountId'], 'accounts', ['id']], 'CASCADE')],
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('user_blocks', true, true, true);
  }
}
