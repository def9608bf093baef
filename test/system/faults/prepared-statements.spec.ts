import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { withServer } from '../../support/lanes.js';
import { MARIADB_SERVER, OwnServer } from '../../support/own-server.js';

/** Fewer than one user's life takes. */
const ROOM = 5;

describe.runIf(MARIADB_SERVER)('a database at its limit of prepared statements', () => {
  let maria: OwnServer;
  let app: TestApp;
  let account: TestAccount;

  beforeAll(async () => {
    maria = await OwnServer.create({ options: [`--max-prepared-stmt-count=${ROOM}`] });
    await withServer(maria.url, (query) => query('CREATE DATABASE declaree CHARACTER SET utf8mb4'));
    const create = async () => ({ url: `${maria.url}/declaree`, drop: async () => undefined });
    app = await bootApp({ name: 'mariadb', create });
    account = await addAccount(app);
  });

  afterAll(async () => {
    await app?.close();
    await maria?.remove();
  });

  it('gets room by closing finished ones, with the same results', async () => {
    const { scim } = account;
    const emails = [{ value: 'room@x.example', type: 'work', primary: true }];
    const user = await scim.create('/Users', { userName: 'room@x.example', title: 'Clerk', emails });
    const group = await scim.create('/Groups', { displayName: 'Room', members: [{ value: user.id }] });
    expect(await scim.search('/Users', 'title eq "clerk" and emails.value sw "ROOM"')).toMatchObject([
      { ...user, groups: [{ value: group.id }], meta: expect.any(Object) },
    ]);
    expect(
      (await scim.patch(`/Users/${user.id}`, [{ op: 'replace', value: { active: false } }])).status,
    ).toBe(200);
    expect(await scim.read(`/Users/${user.id}`)).toMatchObject({
      active: false,
      emails,
      meta: { version: expect.stringMatching(/^W\/"2-/) },
    });
    expect((await scim.delete(`/Users/${user.id}`)).status).toBe(204);
    const [{ Value: prepared }] = (await withServer(maria.url, (query) =>
      query("SHOW GLOBAL STATUS LIKE 'Prepared_stmt_count'"),
    )) as [{ Value: string }];
    expect(Number(prepared)).toBeLessThanOrEqual(ROOM);
  });

  it('answers 503 if other clients use all of them', async () => {
    const holders = await Promise.all(
      Array.from({ length: ROOM }, async () => {
        const holder = await createConnection({ uri: maria.url });
        await holder.execute('SELECT ?', [1]).catch(() => undefined);
        return holder;
      }),
    );
    try {
      await until('all of it is taken', async () => {
        for (const holder of holders) await holder.execute('SELECT ?', [1]).catch(() => undefined);
        await account.scim.get('/Users?filter=title%20eq%20%22nobody%22');
        const answer = await account.scim.get('/Users?filter=nickName%20eq%20%22nobody%22');
        if (answer.status === 200) return false;
        expect(answer).toMatchObject({
          status: 503,
          body: { detail: expect.stringMatching(/out of resources/) },
        });
        return true;
      });
    } finally {
      for (const holder of holders) await holder.end();
    }
    expect((await account.scim.get('/Users')).status).toBe(200);
  });
});
