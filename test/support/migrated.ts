import { copyFile } from 'node:fs/promises';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { loadSettings } from '../../src/config/load-settings.js';
import { dataSourceOptions } from '../../src/data-source.js';
import { migrate, openDataSource } from '../../src/platform/database/connections/migrate.js';
import type { DatabaseLane, TestDatabase } from './lanes.js';

/** Gives databases of one kind that have the tables that the migrations lead to, and no rows. */
type Source = () => Promise<TestDatabase>;

const sources = new Map<string, Promise<Source>>();

/**
 * An empty database of a lane of the run, with the program's tables. The migrations run once for each kind of database
 * and each worker; a server takes seconds for them, and for the tables alone. So SQLite's file is copied, and a server's
 * database is emptied and used again after `drop`.
 */
export async function createMigrated(lane: DatabaseLane): Promise<TestDatabase> {
  const known = sources.get(lane.name);
  const source = known ?? makeSource(lane);
  if (!known) sources.set(lane.name, source);
  return (await source)();
}

async function makeSource(lane: DatabaseLane): Promise<Source> {
  const template = await lane.create();
  const settings = loadSettings({ DATABASE_URL: template.url, NODE_ENV: 'test' });
  const dataSource = await openDataSource(await dataSourceOptions(settings.database));
  await migrate(dataSource);
  // What SQLite has in its log goes into the file when that is closed.
  await dataSource.destroy();
  if (lane.server !== undefined) return (await ServerDatabases.like(template, lane)).take;
  return async () => {
    const database = await lane.create();
    await copyFile(fileOf(template), fileOf(database));
    return database;
  };
}

/** The databases of one server that no test uses at the moment. The run drops them at its end. */
class ServerDatabases {
  private readonly free: TestDatabase[] = [];

  private constructor(
    private readonly lane: DatabaseLane,
    /** The statements that make the tables. */
    private readonly tables: readonly string[],
    /** The statements that add the rows that say which migrations have run. */
    private readonly migrations: readonly string[],
  ) {}

  static async like(template: TestDatabase, lane: DatabaseLane): Promise<ServerDatabases> {
    const databases = await withConnection(template.url, async (connection) => {
      const [rows] = await connection.query<RowDataPacket[]>('SELECT * FROM migrations');
      const migrations = rows.map((row) => connection.format('INSERT INTO migrations SET ?', [row]));
      return new ServerDatabases(lane, await tablesOf(connection), migrations);
    });
    await databases.takeBack(template);
    return databases;
  }

  readonly take = async (): Promise<TestDatabase> => {
    const database = this.free.pop() ?? (await this.create());
    return { url: database.url, drop: () => this.takeBack(database) };
  };

  private async create(): Promise<TestDatabase> {
    const database = await this.lane.create();
    await withConnection(database.url, (connection) => run(connection, [...this.tables, ...this.migrations]));
    return database;
  }

  /** Empties a database for the next test, or drops it if a test has changed its tables. */
  private async takeBack(database: TestDatabase): Promise<void> {
    const isAsMigrated = await withConnection(database.url, async (connection) => {
      if ((await tablesOf(connection)).join() !== this.tables.join()) return false;
      const filled = await filledTables(connection);
      await run(connection, [...filled.map((name) => `DELETE FROM \`${name}\``), ...this.migrations]);
      // Statistics of the rows that are gone would mislead the optimizer.
      await connection.query(`ANALYZE TABLE ${filled.map((name) => `\`${name}\``).join(', ')}`);
      return true;
    });
    if (isAsMigrated) this.free.push(database);
    else await database.drop();
  }
}

async function run(connection: Connection, statements: readonly string[]): Promise<void> {
  await connection.query(['SET FOREIGN_KEY_CHECKS = 0', ...statements].join(';\n'));
}

/** The statements that make the tables and triggers of a database. */
async function tablesOf(connection: Connection): Promise<string[]> {
  const statements: string[] = [];
  const [tables] = await connection.query<RowDataPacket[]>('SHOW TABLES');
  for (const name of tables.flatMap((row) => Object.values(row) as string[])) {
    const [[row]] = await connection.query<RowDataPacket[]>('SHOW CREATE TABLE ??', [name]);
    statements.push(String(row?.['Create Table']).replace(/ AUTO_INCREMENT=\d+/, ''));
  }
  const [triggers] = await connection.query<RowDataPacket[]>('SHOW TRIGGERS');
  return [...statements, ...triggers.map((row) => JSON.stringify(row))];
}

/** The tables that have rows; `migrations` always has. */
async function filledTables(connection: Connection): Promise<string[]> {
  const [tables] = await connection.query<RowDataPacket[]>('SHOW TABLES');
  const names = tables.flatMap((row) => Object.values(row) as string[]);
  const [filled] = await connection.query<RowDataPacket[]>(
    names.map((name) => `(SELECT '${name}' AS name FROM \`${name}\` LIMIT 1)`).join(' UNION ALL '),
  );
  return filled.map((row) => String(row['name']));
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
