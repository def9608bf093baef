import { setTimeout as sleep } from 'node:timers/promises';
import Libsql from 'libsql';
import { createConnection, type Connection } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { connectionsTable, databaseLanes, serverLanes } from '../../support/lanes.js';
import type { Answer } from '../../support/scim-client.js';

const sqliteLanes = databaseLanes().filter(({ name }) => name === 'sqlite');

const TITLE = [{ op: 'replace', path: 'title', value: 'new' }];

const isUnavailable = ({ status, headers, body }: Answer) => {
  expect({ status, detail: body['detail'] }).toEqual({
    status: 503,
    detail: expect.stringMatching(/Try again/),
  });
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
};

describe.each(serverLanes())('locks that others hold on $name', (lane) => {
  let app: TestApp;
  let account: TestAccount;
  let other: Connection;

  beforeAll(async () => {
    app = await bootApp(lane);
    account = await addAccount(app);
    other = await createConnection(`${lane.server}/${app.get(DataSource).driver.database}`);
  });

  afterAll(async () => {
    await other?.end();
    await app?.close();
  });

  const addUser = async (userName: string) => (await account.scim.create('/Users', { userName })).id;

  /** The transaction that waits for one of ours, if any. */
  const waiting = async () => {
    // InnoDB renews what it tells of its transactions only where nobody has asked for a tenth of a second.
    await sleep(150);
    const [rows] = await other.query(
      `SELECT CAST(trx_id AS CHAR) AS id FROM information_schema.INNODB_TRX t
       JOIN ${connectionsTable(lane)} p ON p.id = t.trx_mysql_thread_id
       WHERE trx_state = 'LOCK WAIT' AND p.db = DATABASE()`,
    );
    return (rows as { id: string }[])[0]?.id;
  };

  const waitsNow = async () => {
    await until('a transaction waits', async () => (await waiting()) !== undefined);
    return waiting();
  };

  const lockUser = (id: string) =>
    other.query('SELECT id FROM users WHERE accountId = ? AND id = ? FOR UPDATE', [account.id, id]);

  it('are waited for', async () => {
    const id = await addUser('waits@x.example');
    await other.beginTransaction();
    await lockUser(id);
    const change = account.scim.patch(`/Users/${id}`, TITLE);
    await waitsNow();
    await other.rollback();
    expect((await change).status).toBe(200);
  });

  it('are waited for again in a new transaction after the lock timeout', async () => {
    const id = await addUser('again@x.example');
    await other.beginTransaction();
    await lockUser(id);
    const change = account.scim.patch(`/Users/${id}`, TITLE);
    const first = await waitsNow();
    await until('another transaction waits', async () => ![undefined, first].includes(await waiting()));
    await other.rollback();
    expect((await change).status).toBe(200);
  });

  it('end in 503 if they are kept, for rows and for whole tables; reads continue', async () => {
    const id = await addUser('held@x.example');
    await other.beginTransaction();
    await lockUser(id);
    const change = account.scim.patch(`/Users/${id}`, TITLE);
    await waitsNow();
    expect((await account.scim.get(`/Users/${id}`)).status).toBe(200);
    isUnavailable(await change);
    await other.rollback();

    await other.query('LOCK TABLES users WRITE');
    isUnavailable(await account.scim.get(`/Users/${id}`));
    await other.query('UNLOCK TABLES');
    expect((await account.scim.patch(`/Users/${id}`, TITLE)).status).toBe(200);
  });

  it('retry the work after a deadlock', async () => {
    const id = await addUser('deadlock@x.example');
    const group = await account.scim.create('/Groups', { displayName: 'Deadlock', members: [{ value: id }] });
    await other.query('CREATE TABLE weight (id int PRIMARY KEY AUTO_INCREMENT, filling int) ENGINE=InnoDB');
    await other.beginTransaction();
    // Who has changed less is undone: that must be the server.
    const rows = Array.from({ length: 500 }, () => '(1)');
    await other.query(`INSERT INTO weight (filling) VALUES ${rows.join()}`);
    await other.query(
      'SELECT * FROM group_members WHERE accountId = ? AND groupId = ? AND userId = ? FOR UPDATE',
      [account.id, group.id, id],
    );
    const removal = account.scim.delete(`/Users/${id}`);
    await waitsNow();
    await lockUser(id);
    await other.rollback();
    expect((await removal).status).toBe(204);
    expect((await account.scim.read(`/Groups/${group.id}`))['members'] ?? []).toEqual([]);
  });
});

describe.each(sqliteLanes)('a SQLite file that another process writes to', (lane) => {
  let app: TestApp;
  let account: TestAccount;
  let other: InstanceType<typeof Libsql>;

  beforeAll(async () => {
    app = await bootApp(lane);
    account = await addAccount(app);
    other = new Libsql(String(app.get(DataSource).options.database));
  });

  afterAll(async () => {
    other?.close();
    await app?.close();
  });

  it('is waited for, while reads continue', async () => {
    const { id } = await account.scim.create('/Users', { userName: 'waits@x.example' });
    app.statements.clear();
    other.exec('BEGIN IMMEDIATE');
    let answered = false;
    const change = account.scim.patch(`/Users/${id}`, TITLE).finally(() => (answered = true));
    await until('the change has tried to begin', () => app.statements.statements.includes('BEGIN IMMEDIATE'));
    // No more than the time has room for that the change waits, on a slow machine too.
    expect((await account.scim.get(`/Users/${id}`)).status).toBe(200);
    expect((await fetch(`${app.url}/health/ready`)).status).toBe(200);
    expect(answered).toBe(false);
    other.exec('ROLLBACK');
    expect((await change).status).toBe(200);
  });

  it('gives every writer 503 after a while, and accepts changes again afterwards', async () => {
    const { id } = await account.scim.create('/Users', { userName: 'busy@x.example' });
    other.exec('BEGIN IMMEDIATE');
    const changes = await Promise.all(
      Array.from({ length: 8 }, () => account.scim.patch(`/Users/${id}`, TITLE)),
    );
    other.exec('ROLLBACK');
    for (const change of changes) isUnavailable(change);
    expect((await account.scim.patch(`/Users/${id}`, TITLE)).status).toBe(200);
  });
});
