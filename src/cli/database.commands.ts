import type { Command } from 'commander';
import { invalid } from '../common/errors.js';
import { ensureThere } from '../data-source.js';
import { migrate, pendingMigrations } from '../platform/database/connections/migrate.js';
import { backUpSqlite, restoreSqlite } from '../platform/database/connections/sqlite-backup.js';
import type { CommandContext } from './command-context.js';

interface Options {
  json?: boolean;
}

/** `db`: the commands that need no schema. */
export function addDatabaseCommands(program: Command, context: CommandContext): void {
  const database = program.command('db').description('the database: its schema, backups');
  addSchemaCommands(database, context);
  addBackupCommands(database, context);
}

function addSchemaCommands(database: Command, context: CommandContext): void {
  database
    .command('migrate')
    .description('bring the schema up to date; safe while other processes do the same')
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
    .description('tell whether the schema is up to date; changes nothing')
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
    .argument('<file>', 'a file that is not there yet')
    .description('write the SQLite database into a file, also while the server runs')
    .option('--json', 'print JSON')
    .action(async (target: string, { json }: Options) => {
      const file = sqliteFile(context, 'Back it up with "mysqldump --single-transaction" or "mariadb-dump".');
      ensureThere(context.database());
      await backUpSqlite(file, target);
      context.print(json, { file: target }, () => `Backed up to ${target}.`);
    });
  database
    .command('restore')
    .argument('<file>', 'a file that "db backup" wrote')
    .description('put a backup in the place of the SQLite database; the server must be stopped')
    .option('--json', 'print JSON')
    .action(async (backup: string, { json }: Options) => {
      const file = sqliteFile(
        context,
        'Restore what "mysqldump" or "mariadb-dump" wrote, with "mysql" or "mariadb".',
      );
      const kept = (await restoreSqlite(file, backup)) ?? null;
      context.print(json, { restored: backup, kept }, (result) =>
        result.kept === null
          ? `Restored from ${result.restored}.`
          : `Restored from ${result.restored}. What was there before is kept as ${result.kept}.`,
      );
    });
}

/** The file of the settings' database. Throws `invalid` where it is a server's, which has tools of its own. */
function sqliteFile(context: CommandContext, advice: string): string {
  const database = context.database();
  if (database.kind === 'sqlite') return database.file;
  throw invalid(`This is for SQLite, and the database is one of MySQL or MariaDB. ${advice}`);
}

function list(title: string, names: readonly string[]): string {
  if (names.length === 0) return 'The schema is up to date.';
  return [`${title}:`, ...names.map((name) => `  ${name}`)].join('\n');
}
