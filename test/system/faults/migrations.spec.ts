import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type MigrationInterface } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadSettings } from '../../../src/config/load-settings.js';
import { dataSourceOptions } from '../../../src/data-source.js';
import { migrate, openDataSource } from '../../../src/platform/database/connections/migrate.js';
import { until } from '../../support/condition.js';
import { databaseLanes, type TestDatabase } from '../../support/lanes.js';
import { createMigrated } from '../../support/migrated.js';
import { Program } from '../../support/processes.js';
import { basic, ScimClient } from '../../support/scim-client.js';

const PASSWORD = 'the demo password';
/** The migrations' own tables: TypeORM's record and the lock. */
const OWN = new Set(['migrations', 'migration_lock']);
const DEMO = { DEMO: 'on', DEMO_PASSWORD: PASSWORD };

let program: Program;

beforeAll(async () => {
  program = await Program.build();
});

afterAll(() => program.remove());

describe.each(databaseLanes())('migrations on $name', (lane) => {
  let database: TestDatabase;
  let opened: DataSource[];
  let fresh: string[];

  beforeAll(async () => {
    const other = await lane.create();
    const dataSource = await connect(other);
    await migrate(dataSource);
    fresh = await schemaOf(dataSource);
    await dataSource.destroy();
    await other.drop();
  });

  beforeEach(async () => {
    database = await lane.create();
    opened = [];
  });

  afterEach(async () => {
    for (const dataSource of opened) await dataSource.destroy();
    await database.drop();
  });

  const open = async () => {
    const dataSource = await connect(database);
    opened.push(dataSource);
    return dataSource;
  };

  it('keep the data of older tables, each down and up again, and all of them', async () => {
    const server = await program.start({ DATABASE_URL: database.url, ...DEMO });
    await server.stop();
    const dataSource = await open();
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
    expect(await schemaOf(dataSource)).toEqual(fresh);
  });

  it('go all the way down, and up again', async () => {
    await database.drop();
    database = await createMigrated(lane);
    const dataSource = await open();
    const applied = dataSource.migrations.map((migration) => migration.constructor.name);
    for (const _ of applied) await undoLast(dataSource);
    expect((await tablesOf(dataSource)).filter((name) => !OWN.has(name))).toEqual([]);
    expect(await migrate(dataSource)).toEqual(applied);
    expect(await schemaOf(dataSource)).toEqual(fresh);
  });

  it('that were interrupted repeatedly continue where they stopped', async () => {
    const environment = { DATABASE_URL: database.url };
    const dataSource = lane.name !== 'sqlite' ? await open() : undefined;
    for (const tables of [2, 7, 13]) {
      // As after the lease of the one that was killed; for the last one's, the next really waits.
      if (tables > 2) await dataSource?.query('UPDATE migration_lock SET expiresAt = UTC_TIMESTAMP(3)');
      await program.interrupt(['db', 'migrate'], environment, async () => {
        await until(`${tables} tables are made`, async () =>
          dataSource ? (await tablesOf(dataSource)).length >= tables : isBegun(database.url),
        );
        // Wherever in its work that finds it.
        if (!dataSource) await sleep(tables);
      });
    }
    expect(await program.run('cli.js', ['db', 'migrate'], environment)).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^Database: [^\n]+\n$/),
    });
    const { stdout } = await program.run('cli.js', ['db', 'status', '--json'], environment);
    expect(JSON.parse(stdout)).toEqual({ upToDate: true, pending: [] });
    expect(await schemaOf(await open())).toEqual(fresh);
    const server = await program.start({ ...environment, ...DEMO });
    await new ScimClient(`${server.url}/SCIM/v2`, basic('okta@acme.example', PASSWORD)).list('/Users');
    await server.stop();
  });

  it.runIf(lane.name !== 'sqlite')(
    'run once where four servers start on one empty database',
    async () => {
      const environment = { DATABASE_URL: database.url, ...DEMO };
      const servers = await Promise.all(Array.from({ length: 4 }, () => program.start(environment)));
      const okta = basic('okta@acme.example', PASSWORD);
      const totals = await Promise.all(
        servers.map(
          async ({ url }) => (await new ScimClient(`${url}/SCIM/v2`, okta).list('/Users')).totalResults,
        ),
      );
      expect(new Set(totals).size).toBe(1);
      await Promise.all(servers.map((server) => server.stop()));
      expect(await schemaOf(await open())).toEqual(fresh);
    },
    180_000,
  );
});

/** Opens a database with the oldest so many of the migrations, or all. */
async function connect({ url }: TestDatabase, migrations?: number): Promise<DataSource> {
  const settings = loadSettings({ DATABASE_URL: url });
  const options = await dataSourceOptions(settings.database);
  const all = options.migrations as (new () => MigrationInterface)[];
  return openDataSource({ ...options, migrations: all.slice(0, migrations) });
}

const undoLast = (dataSource: DataSource) => dataSource.undoLastMigration({ transaction: 'none' });

/** What is not committed cannot be seen in a SQLite file, but that it is there. */
async function isBegun(url: string): Promise<boolean> {
  return stat(url.replace('sqlite:', '')).then(
    () => true,
    () => false,
  );
}

const isSqlite = ({ options }: DataSource) => options.type === 'better-sqlite3';

async function tablesOf(dataSource: DataSource): Promise<string[]> {
  const rows = await dataSource.query<{ name: string }[]>(
    isSqlite(dataSource)
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
      : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name',
  );
  return rows.map(({ name }) => name);
}

/** The statements that would make the tables and indices as they are. */
async function schemaOf(dataSource: DataSource): Promise<string[]> {
  if (isSqlite(dataSource)) {
    const rows = await dataSource.query<{ sql: string | null }[]>('SELECT sql FROM sqlite_master');
    return rows.flatMap(({ sql }) => sql ?? []).toSorted();
  }
  const statements: string[] = [];
  for (const table of await tablesOf(dataSource)) {
    const [row] = await dataSource.query<Record<string, string>[]>(`SHOW CREATE TABLE \`${table}\``);
    statements.push((row?.['Create Table'] ?? '').replace(/ AUTO_INCREMENT=\d+/, ''));
  }
  return statements;
}

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
