import { DataSource, type DataSourceOptions, type MigrationInterface, type QueryRunner } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/config/load-settings.js';
import { dataSourceOptions } from '../../src/data-source.js';
import {
  migrate,
  openDataSource,
  pendingMigrations,
} from '../../src/platform/database/connections/migrate.js';
import { databaseLanes, type TestDatabase } from '../support/lanes.js';

class Parents1700000000001 implements MigrationInterface {
  static afterwards = (): void => undefined;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE IF NOT EXISTS parents (id INTEGER PRIMARY KEY)');
    Parents1700000000001.afterwards();
  }

  async down(): Promise<void> {}
}

class Children1700000000002 implements MigrationInterface {
  static broken = true;

  async up(runner: QueryRunner): Promise<void> {
    if (Children1700000000002.broken) throw new Error('half-way');
    await runner.query('CREATE TABLE children (id INTEGER PRIMARY KEY)');
  }

  async down(): Promise<void> {}
}

describe.each(databaseLanes())('a migration that fails on $name', (lane) => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeEach(async () => {
    database = await lane.create();
    const options: DataSourceOptions = {
      ...(await dataSourceOptions(loadSettings({ DATABASE_URL: database.url }).database)),
      entities: [],
      migrations: [Parents1700000000001, Children1700000000002],
    };
    dataSource = await openDataSource(options);
    Children1700000000002.broken = true;
  });

  afterEach(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('stays pending, and runs once it is fixed', async () => {
    await expect(migrate(dataSource)).rejects.toThrow('half-way');
    expect(await pendingMigrations(dataSource)).toContain('Children1700000000002');
    Children1700000000002.broken = false;
    expect(await migrate(dataSource)).toContain('Children1700000000002');
    expect(await pendingMigrations(dataSource)).toEqual([]);
    expect(await dataSource.query('SELECT * FROM parents, children')).toEqual([]);
  });

  it('that is stopped ends before its next statement, and the next run continues it', async () => {
    Children1700000000002.broken = false;
    const stop = new AbortController();
    Parents1700000000001.afterwards = () => stop.abort(new Error('stopped'));
    await expect(migrate(dataSource, stop.signal)).rejects.toThrow('stopped');
    Parents1700000000001.afterwards = () => undefined;
    const both = ['Parents1700000000001', 'Children1700000000002'];
    expect(await pendingMigrations(dataSource)).toEqual(both);
    expect(await migrate(dataSource)).toEqual(both);
    expect(await dataSource.query('SELECT * FROM parents, children')).toEqual([]);
  });

  it('also rolls back earlier ones if the database can', async () => {
    await expect(migrate(dataSource)).rejects.toThrow('half-way');
    const undone = lane.name === 'sqlite' ? ['Parents1700000000001'] : [];
    expect(await pendingMigrations(dataSource)).toEqual([...undone, 'Children1700000000002']);
  });
});
