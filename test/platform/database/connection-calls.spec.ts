import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { ConnectionCalls1764000300500 } from '../../../src/platform/database/migrations/1764000300500-connection-calls.js';
import { accessToken, addClient, scimWith } from '../../oauth/oauth.js';
import { addAccount } from '../../support/accounts.js';
import { bootApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { ENTRA, OKTA } from '../../support/scim-client.js';

describe.each(databaseLanes())('the calls of each connection on $name', (lane) => {
  it('begin with what was known of the account as a whole', async () => {
    const app = await bootApp(lane);
    const queryRunner = app.get(DataSource).createQueryRunner();
    try {
      const [acme, globex] = [await addAccount(app), await addAccount(app)];
      const client = await addClient(app, globex);
      await acme.scim.as(OKTA).list('/Users?count=2');
      await scimWith(app, await accessToken(app, client))
        .as(ENTRA)
        .list('/Users?count=2');
      await app.get(LateWrites).flush();
      const calls = async () =>
        (await queryRunner.query(
          'SELECT accountId, ownerId, kind, keyId, client, callDays FROM connection_calls ORDER BY accountId',
        )) as { accountId: string; callDays: number }[];
      const noted = await calls();
      expect(noted.map(({ accountId }) => accountId)).toEqual([acme.id, globex.id].toSorted());

      const migration = new ConnectionCalls1764000300500();
      await migration.down(queryRunner);
      await queryRunner.query('UPDATE provisioning_activity SET callDays = 5');
      await migration.up(queryRunner);
      expect(await calls()).toEqual(noted.map((each) => ({ ...each, callDays: 5 })));
    } finally {
      await queryRunner.release();
      await app.close();
    }
  });
});
