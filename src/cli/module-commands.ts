import type { Command } from 'commander';
import type { ModuleName } from '../accounts/account-module.entity.js';
import { AccountsService, type AccountRow } from '../accounts/accounts.service.js';
import { ModulesService, type ModuleStatus } from '../accounts/modules.service.js';
import { moment } from '../common/moment.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { CommandContext } from './command-context.js';

/** A module of accounts, and what it is called at the beginning and within a sentence. */
export interface SwitchedModule {
  module: ModuleName;
  title: string;
  /** The form of `be` that follows it. */
  verb: 'is' | 'are';
  was: 'was' | 'were';
  it: 'it has' | 'they have';
}

interface SwitchOptions {
  reason?: string;
  json?: boolean;
}

/** Adds `enable`, `disable` and `status` to the command of a module. */
export function addModuleCommands(command: Command, context: CommandContext, of: SwitchedModule): void {
  for (const [name, enabled] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    command
      .command(name)
      .description(
        `switch ${inSentence(of)} ${enabled ? 'on' : 'off'} for an account; takes effect on the next request`,
      )
      .argument('<slug>', "the account's slug")
      .option('--reason <reason>', 'why, for its audit trail')
      .option('--json', 'print JSON')
      .addHelpText('after', `\nExample:\n  declaree ${of.module} ${name} acme --reason "Ticket 4711"`)
      .action((slug: string, options: SwitchOptions) =>
        switchModule(context, of, { slug, enabled, ...options }),
      );
  }
  command
    .command('status')
    .description(`show whether ${inSentence(of)} ${of.verb} on for an account, and who last switched it`)
    .argument('<slug>', "the account's slug")
    .option('--json', 'print JSON')
    .action((slug: string, options: { json?: boolean }) => showStatus(context, of, { slug, ...options }));
}

async function switchModule(
  context: CommandContext,
  { module, title, verb, was }: SwitchedModule,
  { slug, enabled, reason, json }: SwitchOptions & { slug: string; enabled: boolean },
): Promise<void> {
  await context.withServices(async (services) => {
    const modules = services.get(ModulesService);
    const unitOfWork = services.get(UnitOfWork);
    const account = await unitOfWork.readPlatform((tx) => services.get(AccountsService).getBySlug(tx, slug));
    const change = { enabled, reason: reason?.trim() || null };
    const changed = await unitOfWork.write(account.id, (tx) =>
      modules.switchModule(tx.by(context.author), module, change),
    );
    const status = await unitOfWork.read(account.id, (tx) => modules.status(tx, module));
    const state = enabled ? 'on' : 'off';
    const text = changed
      ? `${title} ${verb} now ${state} for ${slug}.`
      : `${title} ${was} already ${state} for ${slug}.`;
    context.print(json, { ...asJson(account, status), changed }, () => text);
  });
}

async function showStatus(
  context: CommandContext,
  of: SwitchedModule,
  { slug, json }: { slug: string; json?: boolean },
): Promise<void> {
  await context.withServices(async (services) => {
    const unitOfWork = services.get(UnitOfWork);
    const account = await unitOfWork.readPlatform((tx) => services.get(AccountsService).getBySlug(tx, slug));
    const status = await unitOfWork.read(account.id, (tx) =>
      services.get(ModulesService).status(tx, of.module),
    );
    context.print(json, asJson(account, status), (shown) => describe(of, shown));
  });
}

function asJson({ id, slug, name }: AccountRow, { enabled, change }: ModuleStatus) {
  return { account: { id, slug, name }, enabled, change };
}

function describe(
  { title, verb, it }: SwitchedModule,
  { account, enabled, change }: ReturnType<typeof asJson>,
): string {
  const state = `${title} ${verb} ${enabled ? 'on' : 'off'} for ${account.slug}`;
  if (change === null) return `${state}; ${it} never been switched.`;
  return `${state} since ${moment(change.changedAt)}, by ${change.changedBy}${change.reason === null ? '' : `: ${change.reason}`}`;
}

function inSentence({ module, title }: SwitchedModule): string {
  return module === 'scim' ? title : title.toLowerCase();
}
