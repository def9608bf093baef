import { open, unlink } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { AccountsService, type AccountRow } from '../accounts/accounts.service.js';
import { counted } from '../common/counted.js';
import { conflict, invalid } from '../common/errors.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { maskedChanges } from '../support/masking.js';
import { COLUMNS } from '../directory/list/columns.js';
import { csvBeginning, csvText, type CsvFormat } from '../common/csv-text.js';
import { MOST_BYTES, MOST_ROWS, readCsv } from '../directory/list/csv-file.js';
import type { ImportPlan } from '../directory/list/import-plan.js';
import { UserExport, type ExportedUser } from '../directory/list/user-export.service.js';
import { UserImport } from '../directory/list/user-import.service.js';
import type { CommandContext } from './command-context.js';
import { codeOf, fileContent } from './file-content.js';

interface ImportOptions {
  apply?: boolean;
  overrideLock?: string;
  json?: boolean;
}

interface ExportOptions {
  file?: string;
  excel?: boolean;
  json?: boolean;
}

const COLUMNS_HELP = `
Columns, in any order: ${COLUMNS.join(', ')}.
The first line names the columns. userName identifies the user: an existing user is updated, in the columns of
the file; any other is created. An empty or missing cell means no value; role, active and organization then
stay unchanged. Spaces around values are ignored.
  organization  a name or id; a new user without one joins the parent organization
  manager       the userName or externalId of someone in the account or in the file
  active        true or false, also in Excel's Dutch, German and French spelling`;

/** `users import` and `users export`. */
export function addUserListCommands(program: Command, context: CommandContext): void {
  const users = program.command('users').description('the users of an account as a CSV file');
  users
    .command('import')
    .description('check a list, and with --apply create and update its users: all or none')
    .argument('<slug>', "the account's slug")
    .argument('<file>', `a CSV file in UTF-8 with commas or semicolons, at most ${MOST_ROWS} users`)
    .option('--apply', 'import the list; without this option, nothing is changed')
    .option(
      '--override-lock <reason>',
      'also change what the account locks because an identity provider manages it; the reason goes to its audit trail',
    )
    .option('--json', 'print JSON')
    .addHelpText('after', `${COLUMNS_HELP}\n\nExample:\n  declaree users import acme people.csv --apply`)
    .action((slug: string, file: string, options: ImportOptions) => {
      return importUsers(context, { slug, file, ...options });
    });
  users
    .command('export')
    .description('list every user, in the columns of an import')
    .argument('<slug>', "the account's slug")
    .option('--file <file>', 'a new file to write to (default: standard output)')
    .option('--excel', 'for opening in Excel: semicolons and a byte order mark')
    .option('--json', 'print JSON: the users, or with --file their number')
    .addHelpText('after', '\nExample:\n  declaree users export acme --file people.csv --excel')
    .action((slug: string, options: ExportOptions) => exportUsers(context, slug, options));
}

async function importUsers(
  context: CommandContext,
  { slug, file, apply, overrideLock: override, json }: ImportOptions & { slug: string; file: string },
): Promise<void> {
  const rows = readCsv(await fileContent(file, MOST_BYTES, 'Split it.'));
  await context.withServices(async (services) => {
    const unitOfWork = services.get(UnitOfWork);
    const imports = services.get(UserImport);
    const account = await accountNamed(services, slug);
    const onProgress = (done: number, total: number) => context.progress(`${done} of ${total} users`);
    const plan = apply
      ? await unitOfWork.write(account.id, (tx) =>
          imports.import(tx.by(context.author), rows, { onProgress, override }),
        )
      : await unitOfWork.read(account.id, (tx) => imports.plan(tx, rows, { override }));
    context.progress('');
    const applied = apply === true && plan.problems.length === 0;
    context.print(json, asJson(account, plan, applied), describe);
    const faults = plan.problems.length;
    if (faults > 0) throw invalid(`${file} has ${counted(faults, 'problem')}; nothing was imported.`);
  });
}

function asJson({ id, slug, name }: AccountRow, plan: ImportPlan, applied: boolean) {
  return {
    account: { id, slug, name },
    applied,
    create: plan.creations.length,
    update: plan.updates.length,
    unchanged: plan.unchanged,
    ...plan.effects,
    lines: plan.lines.map((each) => ({ ...each, changes: maskedChanges(each.changes) })),
    problems: plan.problems,
  };
}

type Result = ReturnType<typeof asJson>;

/** Lists the planned changes and problems line by line; after an import, only the totals. */
function describe(result: Result): string {
  const { create, update, unchanged, lines, problems, applied } = result;
  const [created, updated] = applied ? ['created', 'updated'] : ['to create', 'to update'];
  const texts = [
    ...(applied ? [] : lines.map(describeLine)),
    ...problems.map(({ line, column, detail }) => {
      return `Line ${line}${column === null ? '' : `, ${column}`}: ${detail}`;
    }),
    `${create} ${created}, ${update} ${updated}, ${unchanged} unchanged, ${counted(problems.length, 'problem')}`,
    ...describeEffects(result),
  ];
  const isWaiting = !applied && problems.length === 0 && create + update > 0;
  if (isWaiting)
    texts.push('Nothing has been changed yet. Repeat the command with --apply to import the list.');
  return texts.join('\n');
}

function describeLine({ line, userName, action, changes }: Result['lines'][number]): string {
  const isNew = action === 'create';
  const parts = changes.map(({ path, old, new: value }) =>
    isNew ? `${path} ${shown(value)}` : `${path} ${shown(old)} → ${shown(value)}`,
  );
  return `Line ${line}, ${userName}${isNew ? ' (new)' : ''}${parts.length === 0 ? '' : `: ${parts.join('; ')}`}`;
}

function shown(value: unknown): string {
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? `"${value}"` : 'none';
}

function describeEffects({ applied, deactivate, reactivate, promote, demote }: Result): string[] {
  const effects: [count: number, future: string, past: string][] = [
    [deactivate, 'will be deactivated', 'deactivated'],
    [reactivate, 'will be reactivated', 'reactivated'],
    [promote, 'will be able to administer the account', 'can now administer the account'],
    [demote, 'will no longer be able to administer the account', 'can no longer administer the account'],
  ];
  return effects
    .filter(([count]) => count > 0)
    .map(
      ([count, future, past]) =>
        `${count === 1 ? '1 person' : `${count} people`} ${applied ? past : future}.`,
    );
}

async function exportUsers(
  context: CommandContext,
  slug: string,
  { file, excel, json }: ExportOptions,
): Promise<void> {
  await context.withServices(async (services) => {
    const account = await accountNamed(services, slug);
    const pages = services.get(UserExport).pages(account.id, { author: context.author });
    const format = excel ? 'excel' : 'plain';
    const total = await (file === undefined
      ? printed(context, pages, json ? 'json' : format)
      : writtenTo(file, pages, format));
    if (file === undefined) return;
    context.print(
      json,
      { account: { id: account.id, slug, name: account.name }, file, users: total },
      () => `${counted(total, 'user')} of ${slug} in ${file}.`,
    );
  });
}

type Pages = AsyncIterable<readonly ExportedUser[]>;

/** Prints the users and returns their number. */
async function printed(context: CommandContext, pages: Pages, format: CsvFormat | 'json'): Promise<number> {
  if (format === 'json') {
    const users: ExportedUser[] = [];
    for await (const page of pages) users.push(...page);
    context.print(true, users, () => '');
    return users.length;
  }
  return write(pages, format, (text) => context.printPart(text));
}

/** Writes the users to a new file that only the current user can read. Returns their number. */
async function writtenTo(file: string, pages: Pages, format: CsvFormat): Promise<number> {
  const handle = await open(file, 'wx', 0o600).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
    throw conflict(`${file} already exists. Delete it first, or choose another file.`, { cause: error });
  });
  try {
    return await write(pages, format, async (text) => {
      await handle.writeFile(text);
    });
  } catch (error) {
    await unlink(file);
    throw error;
  } finally {
    await handle.close();
  }
}

async function write(
  pages: Pages,
  format: CsvFormat,
  out: (text: string) => Promise<void> | void,
): Promise<number> {
  await out(csvBeginning(format) + csvText([COLUMNS], format));
  let total = 0;
  for await (const page of pages) {
    await out(
      csvText(
        page.map((user) => COLUMNS.map((column) => user[column])),
        format,
      ),
    );
    total += page.length;
  }
  return total;
}

function accountNamed(services: INestApplicationContext, slug: string): Promise<AccountRow> {
  return services.get(UnitOfWork).readPlatform((tx) => services.get(AccountsService).getBySlug(tx, slug));
}
