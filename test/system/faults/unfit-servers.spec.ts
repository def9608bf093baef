import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { serverLanes, withServer, type TestDatabase } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { ScimClient } from '../../support/scim-client.js';
import { TcpProxy } from '../../support/tcp-proxy.js';

describe.each(serverLanes())('on $name', (lane) => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let app: TestApp;
  let account: TestAccount;
  let scim: ScimClient;
  const user = `u_${process.pid}_${lane.name}`;
  const admin = (sql: string) => withServer(database.url, (query) => query(sql));

  beforeAll(async () => {
    database = await createMigrated(lane);
    const url = new URL(database.url);
    const name = url.pathname.slice(1);
    await admin(`CREATE USER ${user} IDENTIFIED BY 'secret'`);
    await admin(`GRANT ALL ON ${name}.* TO ${user}`);
    proxy = await TcpProxy.before(Number(url.port));
    const own = `mysql://${user}:secret@127.0.0.1:${proxy.port}/${name}`;
    app = await bootApp({ ...lane, create: () => Promise.resolve({ ...database, url: own }) });
    account = await addAccount(app);
    ({ scim } = account);
  });

  afterAll(async () => {
    await app?.close();
    await proxy?.close();
    await withServer(lane.server ?? '', (query) => query(`DROP USER ${user}`));
  });

  const create = (userName: string) => scim.post('/Users', { userName });

  describe('a server that refuses a change', () => {
    /** Whoever creates a user meets an error of the server's, as only a replica or a cluster would give it. */
    const failing = (errno: number, state = 'HY000') =>
      admin(
        `CREATE TRIGGER unfit BEFORE INSERT ON users FOR EACH ROW SIGNAL SQLSTATE '${state}' SET MYSQL_ERRNO = ${errno}`,
      );
    const fit = () => admin('DROP TRIGGER IF EXISTS unfit');

    afterEach(fit);

    it.each([1290, 1836, 1792, 1036])(
      'because it is read-only (%i) leads to 503, until it takes it',
      async (errno) => {
        await failing(errno);
        const refused = await create(`r${errno}@x.example`);
        expect({ status: refused.status, detail: refused.body['detail'] }).toEqual({
          status: 503,
          detail: 'The database is read-only at the moment, so nothing can be changed.',
        });
        expect(refused.headers.get('retry-after')).toBe('10');
        expect((await scim.get('/Users')).status).toBe(200);
        await fit();
        expect((await create(`r${errno}@x.example`)).status).toBe(201);
      },
    );

    it.each([
      [3100, 'HY000'],
      [3797, 'HY000'],
      [1047, '08S01'],
    ])('because it lost its group (%i) leads to 503, until it takes it', async (errno, state) => {
      await failing(errno, state);
      expect((await create(`g${errno}@x.example`)).status).toBe(503);
      await fit();
      expect((await create(`g${errno}@x.example`)).status).toBe(201);
    });

    it('because another member of its group was first (3101) is retried, like a deadlock', async () => {
      await failing(3101);
      const created = create('first@x.example');
      await sleep(300);
      await fit();
      expect((await created).status).toBe(201);
    });
  });

  describe('a server that refuses connections', () => {
    /** The answers without an open connection, until `undo` is done and the server works again. */
    const refusals = async (undo: string) => {
      proxy.cut();
      const answers = [await scim.get('/Users'), await create('late@x.example')];
      await admin(undo);
      await until('it serves again', async () => (await scim.get('/Users')).status === 200);
      return answers.map(({ status, headers }) => `${status} ${headers.get('retry-after')}`);
    };
    const REFUSED = ['503 2', '503 2'];

    it('because its password has changed: 503, and recovers as soon as the password matches again', async () => {
      await admin(`ALTER USER ${user} IDENTIFIED BY 'another'`);
      expect(await refusals(`ALTER USER ${user} IDENTIFIED BY 'secret'`)).toEqual(REFUSED);
    });

    it('because it has had too many connections: the same', async () => {
      await admin(`ALTER USER ${user} WITH MAX_CONNECTIONS_PER_HOUR 1`);
      await withServer(database.url.replace('root', `${user}:secret`), (query) => query('SELECT 1'));
      expect(await refusals(`ALTER USER ${user} WITH MAX_CONNECTIONS_PER_HOUR 0`)).toEqual(REFUSED);
    });

    it('because it does not speak the protocol: the same', async () => {
      const { target } = proxy;
      // Its own answers are HTTP.
      proxy.target = Number(new URL(app.url).port);
      proxy.cut();
      expect((await scim.get('/Users')).status).toBe(503);
      proxy.target = target;
      await until('it serves again', async () => (await scim.get('/Users')).status === 200);
    });

    // The last one: nothing of the account is left.
    it('because its database was dropped: the same', async () => {
      const name = new URL(database.url).pathname.slice(1);
      await admin(`DROP DATABASE ${name}`);
      expect((await scim.get('/Users')).status).toBe(503);
      expect((await create('late@x.example')).status).toBe(503);
      await withServer(lane.server ?? '', (query) => query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`));
      expect((await scim.get('/Users')).status).toBe(503);
    });
  });
});
