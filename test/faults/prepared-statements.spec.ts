import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { withServer } from '../support/lanes.js';
import { MARIADB_SERVER, MariaDbServer } from '../support/mariadb.js';

/** Fewer than one user's life takes. */
const ROOM = 5;

describe.runIf(MARIADB_SERVER)('a database that has no room left for prepared statements', () => {
  let maria: MariaDbServer;
  let app: TestApp;
  let account: TestAccount;

  beforeAll(async () => {
    maria = await MariaDbServer.create({ options: [`--max-prepared-stmt-count=${ROOM}`] });
    await withServer(maria.url, (query) => query('CREATE DATABASE declaree CHARACTER SET utf8mb4'));
    const create = async () => ({ url: `${maria.url}/declaree`, drop: async () => undefined });
    app = await bootApp({ name: 'mariadb', create });
    account = await addAccount(app);
  });

  afterAll(async () => {
    await app?.close();
    await maria?.remove();
  });

  it('is sent them as text, with the same results', async () => {
    const { scim } = account;
    const emails = [{ value: 'room@x.example', type: 'work', primary: true }];
    const user = await scim.create('/Users', { userName: 'room@x.example', title: 'Clerk', emails });
    const group = await scim.create('/Groups', { displayName: 'Room', members: [{ value: user.id }] });
    expect(await scim.search('/Users', 'title eq "clerk" and emails.value sw "ROOM"')).toMatchObject([
      { ...user, groups: [{ value: group.id }] },
    ]);
    expect(
      (await scim.patch(`/Users/${user.id}`, [{ op: 'replace', value: { active: false } }])).status,
    ).toBe(200);
    expect(await scim.read(`/Users/${user.id}`)).toMatchObject({
      active: false,
      emails,
      meta: { version: 'W/"2"' },
    });
    expect((await scim.delete(`/Users/${user.id}`)).status).toBe(204);
    const [{ Value: prepared }] = (await withServer(maria.url, (query) =>
      query("SHOW GLOBAL STATUS LIKE 'Prepared_stmt_count'"),
    )) as [{ Value: string }];
    expect(Number(prepared)).toBe(ROOM);
  });
});
