import { InvalidArgumentError, type Command } from 'commander';
import { AccountsService } from '../accounts/accounts.service.js';
import { parseDay, parseInstant } from '../common/instant.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { EventQuery } from '../provisioning/log/event-filters.js';
import { ProvisioningLog, type ReadEvent } from '../provisioning/log/provisioning-log.service.js';
import { maskedEvent } from '../support/masking.js';
import type { CommandContext } from './command-context.js';

interface Options {
  failed?: boolean;
  user?: string;
  search?: string;
  since?: string;
  until?: string;
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
    .option('--user <user>', 'only events about this user: an id or a user name')
    .option('--search <text>', 'a name, an e-mail address, an external id, an id, or part of a name')
    .option('--since <time>', 'only from this time on, such as 2026-11-24 or 2026-11-24T08:15:00Z', instant)
    .option('--until <time>', 'only before this time', instant)
    .option('--limit <number>', `how many events, 1 to ${MOST_EVENTS}`, numberOfEvents, 25)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Examples:
  declaree events acme --failed
  declaree events acme --failed --user p.vos@acme.example
  declaree events acme --search vos --since 2026-11-24
  declaree events acme --limit 200 --json`,
    )
    .action((slug: string, options: Options) => showEvents(context, slug, options));
}

function numberOfEvents(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= MOST_EVENTS) return number;
  throw new InvalidArgumentError(`Must be a whole number from 1 to ${MOST_EVENTS}.`);
}

/** A date-time with its offset, or the start of a day in UTC. */
function instant(text: string): string {
  const time = parseInstant(text) ?? parseDay(text);
  if (time !== undefined) return new Date(time).toISOString();
  throw new InvalidArgumentError('Must be a day or a time that exists, such as 2026-11-24T08:15:00Z.');
}

async function showEvents(
  context: CommandContext,
  slug: string,
  { failed, json, ...filters }: Options,
): Promise<void> {
  await context.withServices(async (services) => {
    const { items } = await services.get(UnitOfWork).readPlatform(async (tx) => {
      const account = await services.get(AccountsService).getBySlug(tx, slug);
      const query = { ...filters, isMasked: true, ...(failed && { outcome: 'failure' as const }) };
      const log = services.get(ProvisioningLog, { strict: false });
      return { items: (await firstEvents(log, tx.within(account.id), query)).map(maskedEvent) };
    });
    context.print(json, items, (events) =>
      events.length > 0 ? events.map(describe).join('\n\n') : nothing(slug, failed, filters),
    );
  });
}

/** A search for a text may have empty pages before the last one. */
async function firstEvents(log: ProvisioningLog, tx: AccountTransaction, query: EventQuery) {
  const events: ReadEvent[] = [];
  let cursor: string | undefined;
  do {
    const page = await log.page(tx, { ...query, cursor, limit: query.limit - events.length });
    events.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && events.length < query.limit);
  return events;
}

function nothing(
  slug: string,
  failed: boolean | undefined,
  { user, search, since, until }: Omit<Options, 'failed'>,
): string {
  const isFiltered = [user, search, since, until].some((filter) => filter !== undefined);
  return `The provisioning log of ${slug} has no ${failed ? 'failures' : 'events'}${isFiltered ? ' that match' : ''}.`;
}

/** A line of facts, followed by lines with their meaning, the error detail and the advice. */
function describe(event: ReadEvent): string {
  const { time, outcome, actor, client, operation, resourceType, resourceId, status } = event;
  const { reading, detail, advice } = event;
  const resource = [resourceType, event.subject?.name ?? null, resourceId]
    .filter((part) => part !== null)
    .join(' ');
  const facts = [time, outcome, String(status), actor, `${operation} ${resource}`.trimEnd()];
  return [
    [...facts, ...(client === null ? [] : [`by ${client}`])].join('  '),
    `  ${reading}`,
    ...(detail === null ? [] : [`  Detail: ${detail}`]),
    ...(advice === null ? [] : [`  Do: ${advice}`]),
  ].join('\n');
}
