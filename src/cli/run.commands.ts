import { InvalidArgumentError, Option, type Command } from 'commander';
import type { INestApplicationContext } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import { counted } from '../common/counted.js';
import { invalid, notFound } from '../common/errors.js';
import type { RunCounts } from '../provisioning/journal/run-counts.js';
import { RunKeeper } from '../provisioning/journal/run-keeper.service.js';
import { RunsService } from '../provisioning/journal/runs.service.js';
import { shownRun, type ShownRun } from '../provisioning/journal/shown-run.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { shownJob, type ShownJob } from '../provisioning/undo/shown-job.js';
import { RunPeople } from '../provisioning/undo/run-people.service.js';
import { MOST_USERS, UNDOABLE, type UndoChoice, type Undoable } from '../provisioning/undo/undo-choice.js';
import type { UndoEntry } from '../provisioning/undo/undo-entries.js';
import { UndoService, type UndoPlan } from '../provisioning/undo/undo.service.js';
import { UndoWorker } from '../provisioning/undo/undo-worker.service.js';
import type { CommandContext } from './command-context.js';

interface ListOptions {
  limit: number;
  json?: boolean;
}

interface UndoOptions {
  dryRun?: boolean;
  only?: Undoable[];
  user?: string[];
  json?: boolean;
}

const MOST_RUNS = 100;
/** How many entries of each kind are printed as text. */
const MOST_LINES = 20;

/** `runs` and `runs undo`. */
export function addRunCommands(program: Command, context: CommandContext): void {
  const runs = program
    .command('runs')
    .description("show the runs of changes in an account, newest first; 'runs undo' undoes one")
    .argument('<slug>', "the account's slug")
    .option('--limit <number>', `how many runs, 1 to ${MOST_RUNS}`, numberOfRuns, 25)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Examples:
  declaree runs acme
  declaree runs undo acme 0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e92 --dry-run`,
    )
    .action((slug: string, options: ListOptions) => listRuns(context, slug, options));
  runs
    .command('undo')
    .description('undo a run: restore each value that is still as the run left it')
    .argument('<slug>', "the account's slug")
    .argument('<run>', 'the id of the run')
    .option('--dry-run', 'only print what would be restored')
    .addOption(new Option('--only <kinds...>', 'only these kinds of changes').choices([...UNDOABLE]))
    .option(
      '--user <users...>',
      `only what happened to these people, ${MOST_USERS} at most: ids or user names`,
    )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Examples:
  declaree runs undo acme 0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e92 --only deactivated --dry-run
  declaree runs undo acme 0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e92 --user p.vos@acme.example m.vos@acme.example`,
    )
    // `runs` also has the option --json and takes it, so the options include the global ones.
    .action((slug: string, run: string, _: object, command: Command) =>
      takeBack(context, slug, { ...command.optsWithGlobals<UndoOptions>(), run }),
    );
}

function numberOfRuns(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= MOST_RUNS) return number;
  throw new InvalidArgumentError(`Must be a whole number from 1 to ${MOST_RUNS}.`);
}

async function listRuns(context: CommandContext, slug: string, { limit, json }: ListOptions): Promise<void> {
  await context.withServices(async (services) => {
    const accountId = await accountOf(services, slug);
    await services.get(RunKeeper, { strict: false }).countAll(accountId);
    const { items } = await services
      .get(UnitOfWork)
      .read(accountId, (tx) => services.get(RunsService, { strict: false }).page(tx, { limit }));
    context.print(json, items.map(shownRun), (shown) =>
      shown.length > 0 ? shown.map(describe).join('\n') : `No changes are on record for ${slug}.`,
    );
  });
}

async function takeBack(
  context: CommandContext,
  slug: string,
  { run, dryRun, only, user, json }: UndoOptions & { run: string },
): Promise<void> {
  await context.withServices(async (services) => {
    const accountId = await accountOf(services, slug);
    const undo = services.get(UndoService, { strict: false });
    const users = user && (await chosenPeople(services, accountId, { run, users: user }));
    const choice: UndoChoice = { ...(only && { only }), ...(users && { users }) };
    if (dryRun) {
      const plan = await undo.plan(accountId, run, choice, context.author);
      context.print(json, plan, describePlan);
      return;
    }
    const { id } = await undo.begin(accountId, run, choice, context.author);
    await services.get(UndoWorker, { strict: false }).work({ accountId, id });
    const job = await services.get(UnitOfWork).read(accountId, (tx) => undo.job(tx, id));
    context.print(json, shownJob(job), describeJob);
  });
}

/** The ids of the people. Throws `not-found` for somebody whom the run has not changed, and `invalid` for too many. */
async function chosenPeople(
  services: INestApplicationContext,
  accountId: string,
  { run, users }: { run: string; users: readonly string[] },
): Promise<string[]> {
  if (users.length > MOST_USERS) throw invalid(`Choose at most ${MOST_USERS} people, or undo the whole run.`);
  await services.get(RunKeeper, { strict: false }).countAll(accountId);
  return services.get(UnitOfWork).read(accountId, async (tx) => {
    await services.get(RunsService, { strict: false }).get(tx, run);
    const ids = await services.get(RunPeople, { strict: false }).idsOf(tx, run, users);
    return users.map((user) => {
      const id = ids.get(user);
      if (id === undefined) throw notFound(`The run did not change anybody called "${user}".`);
      return id;
    });
  });
}

async function accountOf(services: INestApplicationContext, slug: string): Promise<string> {
  const { id } = await services
    .get(UnitOfWork)
    .readPlatform((tx) => services.get(AccountsService).getBySlug(tx, slug));
  return id;
}

function describe({ id, connection, firstAt, lastAt, counts, ...run }: ShownRun): string {
  const { alarm, undoOf, undoneBy, undoneInPart } = run;
  const notes = [
    ...(alarm === null ? [] : ['alarm']),
    ...(undoOf === null ? [] : [`undoes ${undoOf}`]),
    ...(undoneBy === null ? [] : [`${undoneInPart ? 'partly undone' : 'undone'} by ${undoneBy}`]),
  ];
  return [
    id,
    `${firstAt} to ${lastAt}`,
    `${connection.name} (${connection.via})`,
    countsText(counts),
    ...notes,
  ].join('  ');
}

function countsText(counts: RunCounts): string {
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  return parts.map(([name, count]) => `${name} ${count}`).join(', ') || 'nothing';
}

function describePlan({ totals, ...lists }: UndoPlan): string {
  return [
    `Would restore ${counted(totals.restore, 'value')}, skip ${totals.skip}; ${totals.impossible} not possible.`,
    ...listText('restore', lists.restore),
    ...listText('skip', lists.skip),
    ...listText('not possible', lists.impossible),
  ].join('\n');
}

function describeJob({ state, deactivatedAgain, result }: ShownJob): string {
  if (!result) return `The undo is ${state}.`;
  const { totals, undoRun, skip, impossible } = result;
  return [
    `${state === 'done' ? 'Restored' : 'Failed after restoring'} ${counted(totals.restore, 'value')}, skipped ${totals.skip}; ${totals.impossible} not possible.`,
    `The undo is the run ${undoRun}.`,
    ...(deactivatedAgain > 0
      ? [`The identity provider has deactivated ${deactivatedAgain} of them again.`]
      : []),
    ...listText('skipped', skip),
    ...listText('not possible', impossible),
  ].join('\n');
}

function listText(title: string, entries: readonly UndoEntry[]): string[] {
  const lines = entries
    .slice(0, MOST_LINES)
    .map(
      ({ resourceType, id, name, path, reason }) =>
        `  ${title}: ${resourceType} ${name ?? id} ${path}${reason === undefined ? '' : `: ${reason}`}`,
    );
  const more = entries.length - lines.length;
  return more > 0 ? [...lines, `  and ${more} more`] : lines;
}
