import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAccount, addOperator, addUsers, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { until } from '../support/condition.js';
import { connectionsTable, databaseLanes } from '../support/lanes.js';
import { SupportClient } from '../rest/support/support-client.js';
import { check, examine, examineAsOperator } from './report.js';

describe.each(databaseLanes())("the doctor's simulation on $name", (lane) => {
  let app: TestApp;
  let account: TestAccount;
  let operator: string;

  beforeAll(async () => {
    app = await bootApp(lane);
    operator = await addOperator(app);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    account = await addAccount(app);
  });

  const simulate = async () => check(await examineAsOperator(app, account, operator), 'self-run');
  const query = (sql: string) => app.get(DataSource).query(sql);

  /** All rows of all tables. */
  const contents = async () => {
    const tables = app.get(DataSource).entityMetadatas.map(({ tableName }) => tableName);
    const rows: Record<string, unknown> = {};
    for (const table of tables) {
      const all = (await query(`SELECT * FROM \`${table}\``)) as object[];
      rows[table] = all.map((row) => JSON.stringify(row)).toSorted();
    }
    return rows;
  };

  it('sends what Okta sends, as the provisioning administrator', async () => {
    expect(await simulate()).toEqual({
      id: 'self-run',
      level: 'ok',
      title: 'Okta simulation',
      detail: `All 14 test requests succeeded as ${account.admin.userName}. Nothing was saved.`,
      advice: null,
    });
  });

  it('leaves every row of every table as it was', async () => {
    await account.scim.create('/Users', { userName: 'mira.vos@acme.example' });
    await simulate();
    const before = await contents();
    expect(before['provisioning_events']).toHaveLength(1);
    expect((await simulate()).level).toBe('ok');
    expect(await contents()).toEqual(before);
  });

  it('works in an account of a thousand users', async () => {
    await addUsers(app, account, 1_000);
    expect((await simulate()).level).toBe('ok');
    expect(await account.scim.list('/Users?count=1')).toMatchObject({ totalResults: 1_001 });
  });

  it('runs for several at once, while others write, and keeps what they write', async () => {
    const other = await addAccount(app);
    const names = Array.from({ length: 12 }, (_, number) => `person${number}@acme.example`);
    const [reports] = await Promise.all([
      Promise.all([simulate(), simulate(), examine(app, other).then((checks) => check(checks, 'self-run'))]),
      ...names.map((userName) => account.scim.create('/Users', { userName })),
      ...names.map((displayName) => account.scim.create('/Groups', { displayName })),
    ]);
    expect(reports.map(({ level }) => level)).toEqual(['ok', 'ok', 'ok']);
    const users = await account.scim.list('/Users?count=100');
    expect(users.Resources.map(({ userName }) => String(userName)).toSorted()).toEqual(
      [account.admin.userName, ...names].toSorted(),
    );
    expect(await account.scim.list('/Groups')).toMatchObject({ totalResults: names.length });
  });

  it.each([
    ['refuses a row', 'ABORT'],
    // If the database ends the transaction by itself, later statements would be committed.
    ['ends the transaction', 'ROLLBACK'],
  ])('names the step that fails if the database %s, and still leaves nothing behind', async (_, how) => {
    const refuse =
      lane.name === 'sqlite'
        ? `BEGIN SELECT RAISE(${how}, 'no groups'); END`
        : `FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no groups'`;
    await query(`CREATE TRIGGER no_groups BEFORE INSERT ON \`groups\` ${refuse}`);
    try {
      await simulate();
      const before = await contents();
      const { level, detail, advice } = await simulate();
      expect(level).toBe('problem');
      expect(detail).toContain('The step "push the group" (POST /Groups) failed: the answer was 500: ');
      expect(advice).toContain('Send this message to Declaree support');
      expect(await contents()).toEqual(before);
    } finally {
      await query('DROP TRIGGER no_groups');
    }
    expect((await simulate()).level).toBe('ok');
  });

  it.runIf(lane.name !== 'sqlite')('starts again after a deadlock', async () => {
    await addUsers(app, account, 300);
    await simulate();
    const before = await contents();
    const runner = app.get(DataSource).createQueryRunner();
    await runner.startTransaction();
    // In a deadlock, the database rolls back the transaction that has changed less.
    await runner.query(
      `UPDATE users SET title = 'Moved' WHERE role = 'employee' AND accountId = '${account.id}'`,
    );
    await runner.query(`SELECT id FROM accounts WHERE id = '${account.id}' FOR UPDATE`);
    const running = simulate();
    await until('the simulation waits for the account', async () => {
      // MariaDB refreshes that table only if nobody has read it for a tenth of a second.
      await sleep(150);
      const waiting = await query(
        `SELECT trx_id FROM information_schema.INNODB_TRX t
         JOIN ${connectionsTable(lane)} p ON p.id = t.trx_mysql_thread_id
         WHERE trx_state = 'LOCK WAIT' AND p.db = DATABASE()`,
      );
      return (waiting as unknown[]).length > 0;
    });
    await runner.query(`UPDATE users SET title = 'Moved' WHERE id = '${account.admin.id}'`);
    await runner.rollbackTransaction();
    await runner.release();
    expect((await running).level).toBe('ok');
    expect(await contents()).toEqual(before);
  });

  it('does not run while SCIM is off', async () => {
    const off = await addAccount(app, { scim: false });
    const checks = await examine(app, off);
    expect(check(checks, 'self-run')).toMatchObject({
      level: 'warning',
      detail: 'The simulation did not run: SCIM is off for this account.',
    });
  });

  it('does not count as traffic', async () => {
    const support = new SupportClient(app, operator);
    await simulate();
    expect(check(await examine(app, account), 'credential-test').detail).toContain('has not tested');
    expect((await support.get(`/${account.id}`)).body).toMatchObject({
      lastProvisioningActivity: null,
      counts: { users: 1, groups: 0 },
    });
  });
});
