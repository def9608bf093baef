import type { Command } from 'commander';
import { migrate, pendingMigrations } from '../database/migrate.js';
import type { CommandContext } from './command-context.js';

interface Options {
  json?: boolean;
}

/** `db migrate` and `db status`, the commands that need no schema. */
export function addDatabaseCommands(program: Command, context: CommandContext): void {
  const database = program.command('db').description("the database's schema");
  database
    .command('migrate')
    .description('bring the schema up to date; safe while other processes do the same')
    .option('--json', 'print JSON')
    .action(({ json }: Options) =>
      context.withDatabase(async (dataSource) => {
        const migrated = await migrate(dataSource);
        context.print(json, { migrated }, () => list('Migrated', migrated));
      }),
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

function list(title: string, names: readonly string[]): string {
  if (names.length === 0) return 'The schema is up to date.';
  return [`${title}:`, ...names.map((name) => `  ${name}`)].join('\n');
}
