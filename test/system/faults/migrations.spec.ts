import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../../src/platform/database/connections/migrate.js';
import { databaseLanes, type TestDatabase } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { Program } from '../../support/processes.js';
import { connect, migrated, schemaOf, tablesOf } from './migrated-schema.js';

/** The migrations' own tables: TypeORM's record and the lock. */
const OWN = new Set(['migrations', 'migration_lock']);

let program: Program;

beforeAll(async () => {
  program = await Program.build();
});

afterAll(() => program.remove());

describe.each(databaseLanes())('migrations on $name', (lane) => {
  let ofMigrations: { database: TestDatabase; schema: string[] };
  let opened: DataSource[];

  beforeAll(async () => {
    ofMigrations = await migrated(lane);
  });

  beforeEach(() => {
    opened = [];
  });

  afterEach(async () => {
    for (const dataSource of opened) await dataSource.destroy();
  });

  afterAll(() => ofMigrations.database.drop());

  const open = async (database: TestDatabase) => {
    const dataSource = await connect(database);
    opened.push(dataSource);
    return dataSource;
  };

  it('keep the data of older tables, each down and up again, and all of them', async () => {
    const { database, schema } = ofMigrations;
    const server = await program.start({ DATABASE_URL: database.url, DEMO: 'on' });
    await server.stop();
    const dataSource = await open(database);
    const before = await rowsOf(dataSource);
    expect(before['users']).not.toEqual([]);
    const names = dataSource.migrations.map((migration) => migration.constructor.name);
    const newest = names.slice(1);
    // Each comes again, as in the release that it was the newest of, while everything that is older has rows.
    for (const [older, name] of [...newest.entries()].toReversed()) {
      await undoLast(dataSource);
      const release = await connect(database, older + 2);
      expect(await migrate(release)).toEqual([name]);
      await release.destroy();
      await undoLast(dataSource);
    }
    const first = await tableColumns(dataSource);
    expect(await migrate(dataSource)).toEqual(newest);
    const after = await rowsOf(dataSource);
    expect(pick(after, first)).toEqual(pick(before, first));
    expect(await schemaOf(dataSource)).toEqual(schema);
  });

  it('go all the way down, and up again', async () => {
    const database = await createMigrated(lane);
    const dataSource = await open(database);
    const applied = dataSource.migrations.map((migration) => migration.constructor.name);
    for (const _ of applied) await undoLast(dataSource);
    expect((await tablesOf(dataSource)).filter((name) => !OWN.has(name))).toEqual([]);
    expect(await migrate(dataSource)).toEqual(applied);
    expect(await schemaOf(dataSource)).toEqual(ofMigrations.schema);
    await database.drop();
  });
});

const undoLast = (dataSource: DataSource) => dataSource.undoLastMigration({ transaction: 'none' });

async function rowsOf(dataSource: DataSource): Promise<Rows> {
  const rows: Rows = {};
  for (const table of await tablesOf(dataSource)) {
    rows[table] = await dataSource.query<Record<string, unknown>[]>(`SELECT * FROM \`${table}\``);
  }
  return rows;
}

type Rows = Record<string, Record<string, unknown>[]>;

/** The tables of a database, with their columns. */
async function tableColumns(dataSource: DataSource): Promise<Record<string, string[]>> {
  const runner = dataSource.createQueryRunner();
  const found = await runner.getTables(await tablesOf(dataSource));
  await runner.release();
  const tables = found.map((table) => [nameOf(table.name), table.columns.map(({ name }) => name)] as const);
  return Object.fromEntries(tables.filter(([name]) => !OWN.has(name)));
}

/** Without the database, which MySQL's tables have before their name. */
const nameOf = (table: string) => table.split('.').at(-1) ?? table;

function pick(rows: Rows, columnsOf: Record<string, string[]>) {
  const picked = Object.entries(columnsOf).map(([table, columns]) => {
    const texts = rows[table]?.map((row) => JSON.stringify(columns.map((name) => row[name])));
    return [table, texts?.toSorted()];
  });
  return Object.fromEntries(picked) as unknown;
}
