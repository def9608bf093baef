import { InvalidArgumentError, type Command } from 'commander';
import { AccountsService } from '../accounts/accounts.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ProvisioningLog, type ReadEvent } from '../provisioning-log/provisioning-log.service.js';
import { maskedRecord } from '../support/masking.js';
import type { CommandContext } from './command-context.js';

interface Options {
  failed?: boolean;
  limit: number;
  json?: boolean;
}

const MOST_EVENTS = 1_000;

/** `events`. */
export function addEventCommands(program: Command, context: CommandContext): void {
  program
    .command('events')
    .description("show an account's provisioning log, newest first")
    .argument('<slug>', "the account's slug")
    .option('--failed', 'only failed requests')
    .option('--limit <number>', `how many events, 1 to ${MOST_EVENTS}`, numberOfEvents, 25)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Examples:
  declaree events acme --failed
  declaree events acme --limit 200 --json`,
    )
    .action((slug: string, options: Options) => showEvents(context, slug, options));
}

function numberOfEvents(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= MOST_EVENTS) return number;
  throw new InvalidArgumentError(`Must be a whole number from 1 to ${MOST_EVENTS}.`);
}

async function showEvents(
  context: CommandContext,
  slug: string,
  { failed, limit, json }: Options,
): Promise<void> {
  await context.withServices(async (services) => {
    const { items } = await services.get(UnitOfWork).readPlatform(async (tx) => {
      const account = await services.get(AccountsService).getBySlug(tx, slug);
      const query = { limit, ...(failed ? { outcome: 'failure' as const } : {}) };
      const found = await services.get(ProvisioningLog, { strict: false }).page(tx.within(account.id), query);
      return { ...found, items: found.items.map(maskedRecord) };
    });
    context.print(json, items, (events) =>
      events.length > 0 ? events.map(describe).join('\n\n') : nothing(slug, failed),
    );
  });
}

function nothing(slug: string, failed: boolean | undefined): string {
  return `The provisioning log of ${slug} has no ${failed ? 'failures' : 'events'}.`;
}

/** A line of facts, followed by lines with their meaning, the error detail and the advice. */
function describe(event: ReadEvent): string {
  const { time, outcome, actor, client, operation, resourceType, resourceId, status } = event;
  const { reading, detail, advice } = event;
  const resource = [resourceType, resourceId].filter((part) => part !== null).join(' ');
  const facts = [time, outcome, String(status), actor, `${operation} ${resource}`.trimEnd()];
  return [
    [...facts, ...(client === null ? [] : [`by ${client}`])].join('  '),
    `  ${reading}`,
    ...(detail === null ? [] : [`  Detail: ${detail}`]),
    ...(advice === null ? [] : [`  Do: ${advice}`]),
  ].join('\n');
}
