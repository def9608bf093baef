import { copyFile } from 'node:fs/promises';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { loadSettings } from '../../src/config/load-settings.js';
import { dataSourceOptions } from '../../src/data-source.js';
import { migrate, openDataSource } from '../../src/platform/database/connections/migrate.js';
import type { DatabaseLane, TestDatabase } from './lanes.js';

/** Gives an empty database the tables that the migrations lead to. */
type Fill = (database: TestDatabase) => Promise<void>;

const templates = new Map<string, Promise<Fill>>();

/**
 * A fresh database of a lane of the run, with the program's tables and no rows. The migrations run once for each kind of
 * database and each worker, and their result is copied: a server takes seconds for them.
 */
export async function createMigrated(lane: DatabaseLane): Promise<TestDatabase> {
  const known = templates.get(lane.name);
  const template = known ?? makeTemplate(lane);
  if (!known) templates.set(lane.name, template);
  const database = await lane.create();
  await (
    await template
  )(database);
  return database;
}

async function makeTemplate(lane: DatabaseLane): Promise<Fill> {
  const database = await lane.create();
  const settings = loadSettings({ DATABASE_URL: database.url, NODE_ENV: 'test' });
  const dataSource = await openDataSource(await dataSourceOptions(settings.database));
  await migrate(dataSource);
  // What SQLite has in its log goes into the file when that is closed.
  await dataSource.destroy();
  if (lane.server === undefined) return ({ url }) => copyFile(fileOf(database), fileOf({ url }));
  const statements = await statementsFor(database);
  await database.drop();
  return ({ url }) => withConnection(url, async (connection) => void (await connection.query(statements)));
}

/** The statements that make the tables of a database, and the rows that say which migrations have run. */
function statementsFor({ url }: TestDatabase): Promise<string> {
  return withConnection(url, async (connection) => {
    const statements = ['SET FOREIGN_KEY_CHECKS = 0'];
    const [tables] = await connection.query<RowDataPacket[]>('SHOW TABLES');
    for (const name of tables.flatMap((row) => Object.values(row) as string[])) {
      const [[row]] = await connection.query<RowDataPacket[]>('SHOW CREATE TABLE ??', [name]);
      statements.push(String(row?.['Create Table']));
    }
    const [migrations] = await connection.query<RowDataPacket[]>('SELECT * FROM migrations');
    for (const row of migrations) statements.push(connection.format('INSERT INTO migrations SET ?', [row]));
    return statements.join(';\n');
  });
}

async function withConnection<Result>(
  url: string,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await createConnection({ uri: url, multipleStatements: true });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

function fileOf({ url }: Pick<TestDatabase, 'url'>): string {
  return url.slice('sqlite:'.length);
}
