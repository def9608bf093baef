import type { Command } from 'commander';
import { AccountsService } from '../accounts/accounts.service.js';
import { counted } from '../common/counted.js';
import { conflict } from '../common/errors.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { CheckResult } from '../doctor/check.js';
import { Doctor } from '../doctor/doctor.service.js';
import type { CommandContext } from './command-context.js';
import { addModuleCommands } from './module-commands.js';

/** `scim enable`, `scim disable`, `scim status` and `scim doctor`. */
export function addScimCommands(program: Command, context: CommandContext): void {
  const scim = program.command('scim').description("an account's SCIM module");
  addModuleCommands(scim, context, { module: 'scim', title: 'SCIM', verb: 'is', was: 'was', it: 'it has' });
  scim
    .command('doctor')
    .description('check everything that the provisioning of an account depends on')
    .argument('<slug>', "the account's slug")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nPrints the report, and exits with 1 if there is a problem.')
    .action((slug: string, options: { json?: boolean }) => runDoctor(context, slug, options));
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
