import { Option, type Command } from 'commander';
import { AccountsService } from '../accounts/accounts.service.js';
import { moment } from '../common/moment.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AccountRemoval } from '../erasure/account-removal.service.js';
import { SHORTEST_PASSWORD } from '../auth/passwords/password-length.js';
import { AccountOverviews, type AccountOverview } from '../support/account-overviews.service.js';
import { AccountSetup, type CreatedAccount } from '../support/account-setup.service.js';
import { PasswordIssuer } from '../support/password-issuer.js';
import type { CommandContext } from './command-context.js';
import { table } from './terminal.js';

interface CreateOptions {
  name: string;
  slug?: string;
  organization?: string;
  admin: string;
  adminPasswordStdin?: boolean;
  scim: 'on' | 'off';
  json?: boolean;
}

interface RemoveOptions {
  reason: string;
  yes?: boolean;
  json?: boolean;
}

const ACCOUNTS_AT_ONCE = 100;

/** `account create`, `account list` and `account remove`. */
export function addAccountCommands(program: Command, context: CommandContext): void {
  const account = program.command('account').description('customers');
  account
    .command('create')
    .description('create an account with its parent organization and its first admin')
    .requiredOption('--name <name>', 'name of the account')
    .option(
      '--slug <slug>',
      'short name of lower-case letters, digits and hyphens (default: derived from the name)',
    )
    .option('--organization <name>', "name of the parent organization (default: the account's name)")
    .requiredOption(
      '--admin <username>',
      'login name of the admin whose credentials an identity provider uses',
    )
    .option(
      '--admin-password-stdin',
      `take the admin's password, at least ${SHORTEST_PASSWORD} characters, from standard input (default: generate one and print it once)`,
    )
    .addOption(new Option('--scim <state>', 'SCIM module').choices(['on', 'off']).default('off'))
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Examples:
  declaree account create --name "Acme" --organization "Acme Group" --admin okta@acme.example --scim on
  pass show acme | declaree account create --name Acme --admin okta@acme.example --admin-password-stdin --json`,
    )
    .action((options: CreateOptions) => createAccount(context, options));
  account
    .command('list')
    .description('list every account, with its size and the modules that are on')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) => listAccounts(context, options));
  addRemoval(account, context);
}

/** `account remove`. */
function addRemoval(account: Command, context: CommandContext): void {
  account
    .command('remove')
    .description('permanently remove an account and all its data; its users are locked out immediately')
    .argument('<slug>', "the account's slug")
    .requiredOption('--reason <reason>', 'why, for the audit trail of the platform')
    .option('--yes', 'confirm; required in an interactive terminal')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  declaree account remove acme --reason "Ticket 4711" --yes')
    .action((slug: string, options: RemoveOptions) => removeAccount(context, slug, options));
}

async function removeAccount(
  context: CommandContext,
  slug: string,
  { reason, yes, json }: RemoveOptions,
): Promise<void> {
  context.confirm(yes, `The account ${slug} and all its data will be removed permanently`);
  await context.withServices(async (services) => {
    const found = await services
      .get(UnitOfWork)
      .readPlatform((tx) => services.get(AccountsService).getBySlug(tx, slug));
    const order = { accountId: found.id, slug, reason: reason.trim() };
    const { id, name } = await services.get(AccountRemoval).remove(order, context.author);
    context.print(json, { account: { id, slug, name } }, (shown) => `Account ${shown.account.slug} removed.`);
  });
}

async function createAccount(context: CommandContext, options: CreateOptions): Promise<void> {
  const given = await context.password(options.adminPasswordStdin);
  await context.withServices(async (services) => {
    const { hash, generated } = await services.get(PasswordIssuer).issue(given);
    const setup = services.get(AccountSetup);
    const created = await services.get(UnitOfWork).writePlatform((tx) =>
      setup.create(tx, context.author, {
        name: options.name,
        slug: options.slug,
        organization: options.organization,
        admin: { userName: options.admin, passwordHash: hash },
        scim: options.scim === 'on',
      }),
    );
    context.print(options.json, asJson(created, generated), (shown) => describe(shown, options.scim));
  });
}

interface PrintedAccount {
  account: { id: string; slug: string; name: string };
  organization: { id: string; name: string };
  admin: CreatedAccount['admin'];
  password?: string;
}

function asJson(
  { account, organization, admin }: CreatedAccount,
  password: string | undefined,
): PrintedAccount {
  return {
    account: { id: account.id, slug: account.slug, name: account.name },
    organization: { id: organization.id, name: organization.name },
    admin,
    ...(password === undefined ? {} : { password }),
  };
}

function describe({ account, organization, admin, password }: PrintedAccount, scim: string): string {
  return [
    `Account ${account.slug} (${account.name}) created, with SCIM ${scim}.`,
    `  Parent organization  ${organization.name}`,
    `  Admin                ${admin.userName}`,
    ...(password === undefined ? [] : [`  Password             ${password}  (shown once)`]),
  ].join('\n');
}

async function listAccounts(context: CommandContext, { json }: { json?: boolean }): Promise<void> {
  await context.withServices(async (services) => {
    const overviews = services.get(AccountOverviews);
    const accounts = await services.get(UnitOfWork).readPlatform(async (tx) => {
      const found: AccountOverview[] = [];
      for (let page = 1, total = 1; found.length < total; page++) {
        const part = await overviews.page(tx, { page, limit: ACCOUNTS_AT_ONCE });
        if (part.items.length === 0) break;
        found.push(...part.items);
        total = part.total;
      }
      return found;
    });
    context.print(json, accounts, list);
  });
}

const HEADING = ['SLUG', 'SCIM', 'EXPENSES', 'USERS', 'FAILED TODAY', 'LAST CALL', 'NAME'];

function list(accounts: readonly AccountOverview[]): string {
  const rows = accounts.map(({ slug, name, modules, counts, failuresToday, lastProvisioningActivity }) => [
    slug,
    modules.scim ? 'on' : 'off',
    modules.expenses ? 'on' : 'off',
    String(counts.users),
    String(failuresToday),
    lastProvisioningActivity === null ? 'none yet' : moment(lastProvisioningActivity),
    name,
  ]);
  return rows.length === 0 ? 'There are no accounts yet.' : table([HEADING, ...rows]);
}
