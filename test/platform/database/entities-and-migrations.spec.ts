import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSettings } from '../../../src/config/load-settings.js';
import { dataSourceOptions } from '../../../src/data-source.js';
import {
  migrate,
  openDataSource,
  pendingMigrations,
} from '../../../src/platform/database/connections/migrate.js';
import { bootApp } from '../../support/app.js';
import { databaseLanes, type TestDatabase } from '../../support/lanes.js';
import { addTwoAccounts } from '../../support/two-accounts.js';

/** The migrations' own tables: TypeORM's record and the lock. */
const OWN = new Set(['migrations', 'migration_lock']);

/** All tables except those of the migrations. */
async function tableNames(dataSource: DataSource): Promise<string[]> {
  const rows: { name: string }[] = await dataSource.query(
    dataSource.options.type === 'better-sqlite3'
      ? "SELECT name FROM sqlite_master WHERE type = 'table'"
      : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
  );
  const names = rows.map(({ name }) => name);
  return names.filter((name) => !OWN.has(name) && !name.startsWith('sqlite_')).toSorted();
}

async function rowsOf(dataSource: DataSource, tables: readonly string[]): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {};
  for (const table of tables) rows[table] = await dataSource.query(`SELECT * FROM \`${table}\``);
  return rows;
}

describe.each(databaseLanes())('the migrations on $name', (lane) => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let ran: string[];

  beforeAll(async () => {
    database = await lane.create();
    const settings = loadSettings({ DATABASE_URL: database.url });
    dataSource = await openDataSource(await dataSourceOptions(settings.database));
    ran = await migrate(dataSource);
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const undoAll = async () => {
    for (const _ of dataSource.migrations) await dataSource.undoLastMigration({ transaction: 'each' });
  };

  it('lead to the tables that the entities describe, with nothing left to change', async () => {
    expect(ran).toHaveLength(dataSource.migrations.length);
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    const described = dataSource.entityMetadatas.map(({ tableName }) => tableName);
    expect(await tableNames(dataSource)).toEqual(described.toSorted());
  });

  it('run once: the second time there is nothing to do', async () => {
    const before = await rowsOf(dataSource, ['migrations']);
    expect(await migrate(dataSource)).toEqual([]);
    expect(await rowsOf(dataSource, ['migrations'])).toEqual(before);
  });

  it('can be undone down to an empty database, and run again', async () => {
    await undoAll();
    expect(await tableNames(dataSource)).toEqual([]);
    expect(await pendingMigrations(dataSource)).toEqual(ran);
    expect(await migrate(dataSource)).toEqual(ran);
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries).toEqual([]);
  });
});

describe.each(databaseLanes().filter(({ name }) => name === 'sqlite'))('the migrations on $name', (lane) => {
  it('leave the same rows out of indices as the entities, which TypeORM does not compare', async () => {
    const database = await lane.create();
    const dataSource = await openDataSource(
      await dataSourceOptions(loadSettings({ DATABASE_URL: database.url }).database),
    );
    try {
      await migrate(dataSource);
      const rows: { name: string; sql: string }[] = await dataSource.query(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %' ORDER BY name",
      );
      const described = dataSource.entityMetadatas
        .flatMap(({ indices }) => indices)
        .flatMap(({ name, where }) => (where ? [{ name, where }] : []));
      expect(rows.map(({ name, sql }) => ({ name, where: sql.split(' WHERE ')[1] }))).toEqual(
        described.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
      );
      expect(rows).not.toHaveLength(0);
    } finally {
      await dataSource.destroy();
      await database.drop();
    }
  });
});

describe.each(databaseLanes())('the last migration on $name', (lane) => {
  it('can be undone and repeated with rows in the tables, without losing older rows', async () => {
    const app = await bootApp(lane);
    try {
      const [{ scim }] = await addTwoAccounts(app);
      const emails = [{ value: 'mira@twin.example', type: 'work', primary: true }];
      const mira = await scim('POST /Users', { body: { userName: 'mira@twin.example', emails } });
      const group = { displayName: 'Approvers', members: [{ value: mira.body.id }] };
      expect((await scim('POST /Groups', { body: group })).status).toBe(201);

      const dataSource = app.get(DataSource);
      const counted = await rowsOf(dataSource, await tableNames(dataSource));
      await dataSource.undoLastMigration({ transaction: 'each' });
      const tables = await tableNames(dataSource);
      const undone = await rowsOf(dataSource, tables);
      await migrate(dataSource);
      const redone = await rowsOf(dataSource, tables);
      const count = (rows: Record<string, unknown[]>) => tables.map((table) => [table, rows[table]?.length]);
      expect(count(undone)).toEqual(count(counted));
      expect(redone).toMatchObject(undone);
    } finally {
      await app.close();
    }
  });
});
