import type { Command } from 'commander';
import { invalid } from '../common/errors.js';
import { ensureExists } from '../data-source.js';
import { migrate, pendingMigrations } from '../platform/database/connections/migrate.js';
import { backUpSqlite, restoreSqlite } from '../platform/database/connections/sqlite-backup.js';
import type { CommandContext } from './command-context.js';

interface Options {
  json?: boolean;
}

/** `db`: commands that work without an up-to-date schema. */
export function addDatabaseCommands(program: Command, context: CommandContext): void {
  const database = program.command('db').description('schema and backups of the database');
  addSchemaCommands(database, context);
  addBackupCommands(database, context);
}

function addSchemaCommands(database: Command, context: CommandContext): void {
  database
    .command('migrate')
    .description('bring the schema up to date; several processes may do so at once')
    .option('--json', 'print JSON')
    .action(({ json }: Options) =>
      context.withDatabase(
        async (dataSource) => {
          const migrated = await migrate(dataSource);
          context.print(json, { migrated }, () => list('Migrated', migrated));
        },
        { creates: true },
      ),
    );
  database
    .command('status')
    .description('show whether the schema is up to date; changes nothing')
    .option('--json', 'print JSON')
    .action(({ json }: Options) =>
      context.withDatabase(async (dataSource) => {
        const pending = await pendingMigrations(dataSource);
        context.print(json, { upToDate: pending.length === 0, pending }, () => list('Pending', pending));
      }),
    );
}

function addBackupCommands(database: Command, context: CommandContext): void {
  database
    .command('backup')
    .argument('<file>', 'a new file')
    .description('back up the SQLite database to a file, even while the server is running')
    .option('--json', 'print JSON')
    .action(async (target: string, { json }: Options) => {
      const file = sqliteFile(context, 'Back it up with "mysqldump --single-transaction" or "mariadb-dump".');
      ensureExists(context.database());
      await backUpSqlite(file, target);
      context.print(json, { file: target }, () => `Backed up to ${target}.`);
    });
  database
    .command('restore')
    .argument('<file>', 'a file written by "db backup"')
    .description('restore a backup of the SQLite database; stop the server first')
    .option('--json', 'print JSON')
    .action(async (backup: string, { json }: Options) => {
      const file = sqliteFile(
        context,
        'Restore a dump of "mysqldump" or "mariadb-dump" with "mysql" or "mariadb".',
      );
      const kept = (await restoreSqlite(file, backup)) ?? null;
      context.print(json, { restored: backup, kept }, (result) =>
        result.kept === null
          ? `Restored from ${result.restored}.`
          : `Restored from ${result.restored}. The previous database is kept as ${result.kept}.`,
      );
    });
}

/** The SQLite file of the settings. Throws `invalid` for a database server, which has its own tools. */
function sqliteFile(context: CommandContext, advice: string): string {
  const database = context.database();
  if (database.kind === 'sqlite') return database.file;
  throw invalid(`This command is for SQLite only; the database is MySQL or MariaDB. ${advice}`);
}

function list(title: string, names: readonly string[]): string {
  if (names.length === 0) return 'The schema is up to date.';
  return [`${title}:`, ...names.map((name) => `  ${name}`)].join('\n');
}
