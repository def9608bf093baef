import type { MigrationInterface, QueryRunner } from 'typeorm';
import { foldKey } from '../../../common/fold-key.js';
import { addColumn, createIndex, dropColumn, dropIndex, unique } from './columns.js';

const BY_NAME = unique('uq_oauth_clients_name', 'accountId', 'nameKey');

interface Row {
  accountId: string;
  id: string;
  name: string;
}

/**
 * Makes the names of connections unique in their account. Of connections that have one name, the oldest gets the key; the
 * others go on without one.
 */
export class ConnectionNames1764000105000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'oauth_clients', ['nameKey', 'varchar(640) NULL']);
    const rows = await queryRunner.manager
      .createQueryBuilder()
      .select(['accountId', 'id', 'name'])
      .from('oauth_clients', 'client')
      .orderBy('id')
      .getRawMany<Row>();
    const taken = new Set<string>();
    for (const { accountId, id, name } of rows) {
      const key = foldKey(name);
      const own = `${accountId} ${key}`;
      const first = taken.has(own) ? null : key;
      taken.add(own);
      await queryRunner.query('UPDATE `oauth_clients` SET `nameKey` = ? WHERE `accountId` = ? AND `id` = ?', [
        first,
        accountId,
        id,
      ]);
    }
    await createIndex(queryRunner, 'oauth_clients', BY_NAME);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropIndex(queryRunner, 'oauth_clients', BY_NAME);
    await dropColumn(queryRunner, 'oauth_clients', 'nameKey');
  }
}
