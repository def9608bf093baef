import { DataSource, type MigrationInterface } from 'typeorm';
import { loadSettings } from '../../../src/config/load-settings.js';
import { dataSourceOptions } from '../../../src/data-source.js';
import { migrate, openDataSource } from '../../../src/platform/database/connections/migrate.js';
import type { DatabaseLane, TestDatabase } from '../../support/lanes.js';

/** Opens a database with the oldest so many of the migrations, or all. */
export async function connect({ url }: TestDatabase, migrations?: number): Promise<DataSource> {
  const settings = loadSettings({ DATABASE_URL: url });
  const options = await dataSourceOptions(settings.database);
  const all = options.migrations as (new () => MigrationInterface)[];
  return openDataSource({ ...options, migrations: all.slice(0, migrations) });
}

/** The schema of an empty database after all migrations, and that database. */
export async function migrated(lane: DatabaseLane): Promise<{ database: TestDatabase; schema: string[] }> {
  const database = await lane.create();
  const dataSource = await connect(database);
  await migrate(dataSource);
  const schema = await schemaOf(dataSource);
  await dataSource.destroy();
  return { database, schema };
}

const isSqlite = ({ options }: DataSource) => options.type === 'better-sqlite3';

/** The names of all tables, the migrations' own included. */
export async function tablesOf(dataSource: DataSource): Promise<string[]> {
  const rows = await dataSource.query<{ name: string }[]>(
    isSqlite(dataSource)
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
      : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name',
  );
  return rows.map(({ name }) => name);
}

/** The statements that would make the tables and indices as they are. */
export async function schemaOf(dataSource: DataSource): Promise<string[]> {
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
