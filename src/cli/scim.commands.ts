import type { Command } from 'commander';
import { AccountsService, type AccountRow } from '../accounts/accounts.service.js';
import { ModulesService, type ModuleStatus } from '../accounts/modules.service.js';
import { counted } from '../common/counted.js';
import { conflict } from '../common/errors.js';
import { moment } from '../common/moment.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { CheckResult } from '../doctor/check.js';
import { Doctor } from '../doctor/doctor.service.js';
import type { CommandContext } from './command-context.js';

interface SwitchOptions {
  reason?: string;
  json?: boolean;
}

/** `scim enable`, `scim disable`, `scim status` and `scim doctor`. */
export function addScimCommands(program: Command, context: CommandContext): void {
  const scim = program.command('scim').description("an account's SCIM module");
  for (const [name, enabled] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    scim
      .command(name)
      .description(`switch SCIM ${enabled ? 'on' : 'off'} for an account; takes effect on the next request`)
      .argument('<slug>', "the account's slug")
      .option('--reason <reason>', 'why, for its audit trail')
      .option('--json', 'print JSON')
      .addHelpText('after', `\nExample:\n  declaree scim ${name} acme --reason "Ticket 4711"`)
      .action((slug: string, options: SwitchOptions) => switchScim(context, slug, { enabled, ...options }));
  }
  scim
    .command('status')
    .description('show whether SCIM is on for an account, and who last switched it')
    .argument('<slug>', "the account's slug")
    .option('--json', 'print JSON')
    .action((slug: string, options: { json?: boolean }) => showStatus(context, slug, options));
  scim
    .command('doctor')
    .description('check everything that the provisioning of an account depends on')
    .argument('<slug>', "the account's slug")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nPrints the report, and exits with 1 if there is a problem.')
    .action((slug: string, options: { json?: boolean }) => runDoctor(context, slug, options));
}

async function switchScim(
  context: CommandContext,
  slug: string,
  { enabled, reason, json }: SwitchOptions & { enabled: boolean },
): Promise<void> {
  await context.withServices(async (services) => {
    const modules = services.get(ModulesService);
    const unitOfWork = services.get(UnitOfWork);
    const account = await unitOfWork.readPlatform((tx) => services.get(AccountsService).getBySlug(tx, slug));
    const change = { enabled, reason: reason?.trim() || null };
    const changed = await unitOfWork.write(account.id, (tx) =>
      modules.switchModule(tx.by(context.author), 'scim', change),
    );
    const status = await unitOfWork.read(account.id, (tx) => modules.status(tx, 'scim'));
    const state = enabled ? 'on' : 'off';
    const text = changed ? `SCIM is now ${state} for ${slug}.` : `SCIM was already ${state} for ${slug}.`;
    context.print(json, { ...asJson(account, status), changed }, () => text);
  });
}

async function showStatus(
  context: CommandContext,
  slug: string,
  { json }: { json?: boolean },
): Promise<void> {
  await context.withServices(async (services) => {
    const unitOfWork = services.get(UnitOfWork);
    const account = await unitOfWork.readPlatform((tx) => services.get(AccountsService).getBySlug(tx, slug));
    const status = await unitOfWork.read(account.id, (tx) => services.get(ModulesService).status(tx, 'scim'));
    context.print(json, asJson(account, status), describe);
  });
}

/** Prints the report. Throws `conflict` if there is a problem. */
async function runDoctor(context: CommandContext, slug: string, { json }: { json?: boolean }): Promise<void> {
  const checks = await context.withServices(async (services) => {
    const unitOfWork = services.get(UnitOfWork);
    const account = await unitOfWork.readPlatform((tx) => services.get(AccountsService).getBySlug(tx, slug));
    return services.get(Doctor).examine(account.id);
  });
  context.print(json, { checks }, (shown) => shown.checks.map(describeCheck).join('\n'));
  const problems = checks.filter(({ level }) => level === 'problem').length;
  if (problems > 0) throw conflict(`${counted(problems, 'problem')} found for ${slug}.`);
}

function describeCheck({ level, title, detail, advice }: CheckResult): string {
  const found = `${level.padEnd(7)}  ${title}: ${detail}`;
  return advice === null ? found : `${found}\n         To do: ${advice}`;
}

function asJson({ id, slug, name }: AccountRow, { enabled, change }: ModuleStatus) {
  return { account: { id, slug, name }, enabled, change };
}

function describe({ account, enabled, change }: ReturnType<typeof asJson>): string {
  const state = `SCIM is ${enabled ? 'on' : 'off'} for ${account.slug}`;
  if (change === null) return `${state}; it has never been switched.`;
  return `${state} since ${moment(change.changedAt)}, by ${change.changedBy}${change.reason === null ? '' : `: ${change.reason}`}`;
}
