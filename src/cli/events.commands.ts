import { InvalidArgumentError, Option, type Command } from 'commander';
import type { INestApplicationContext } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import { parseDay, parseInstant } from '../common/instant.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import type { LogPage } from '../platform/database/log-rows.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { eventFile, MOST_IN_FILE, type EventFileFormat } from '../provisioning/log/event-file.js';
import type { EventQuery } from '../provisioning/log/event-filters.js';
import { FailureCauses } from '../provisioning/log/failure-causes.service.js';
import { OPERATIONS, type Operation } from '../provisioning/log/provisioning-event.entity.js';
import { ProvisioningLog, type ReadEvent } from '../provisioning/log/provisioning-log.service.js';
import { shownFailures, startOfFailures } from '../provisioning/log/shown-failures.js';
import { maskedEvent } from '../support/masking.js';
import type { CommandContext } from './command-context.js';
import { eventLines, failureLines } from './event-lines.js';

interface Filters {
  failed?: boolean;
  succeeded?: boolean;
  operation?: Operation;
  resource?: string;
  user?: string;
  code?: string;
  cause?: string;
  client?: string;
  search?: string;
  since?: string;
  until?: string;
}

interface Options extends Filters {
  causes?: boolean;
  csv?: boolean;
  jsonl?: boolean;
  limit: number;
  json?: boolean;
}

const MOST_EVENTS = 1_000;

const EXAMPLES = `
Account numbers, addresses and similar data are masked, and --search looks for a text in names only.

Examples:
  declaree events acme --failed
  declaree events acme --failed --user p.vos@acme.example
  declaree events acme --search vos --since 2026-11-24
  declaree events acme --search 0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90
  declaree events acme --causes
  declaree events acme --code unknown-role --csv > unknown-roles.csv
  declaree events acme --limit 200 --json`;

/** `events`. */
export function addEventCommands(program: Command, context: CommandContext): void {
  const command = program
    .command('events')
    .description("show an account's provisioning log, newest first")
    .argument('<slug>', "the account's slug");
  const filters = filterOptions();
  for (const option of filters) command.addOption(option);
  const others = filters.map((option) => option.attributeName()).filter((name) => name !== 'since');
  command
    .addOption(
      new Option('--causes', 'show the failures by cause, each with advice and who is solved').conflicts([
        ...others,
        'csv',
        'jsonl',
        'limit',
      ]),
    )
    .addOption(
      new Option('--csv', `print CSV: the newest ${MOST_IN_FILE} events that match`).conflicts([
        'jsonl',
        'json',
        'limit',
      ]),
    )
    .addOption(
      new Option('--jsonl', 'print a line of JSON for each event that matches').conflicts(['json', 'limit']),
    )
    .option('--limit <number>', `how many events, 1 to ${MOST_EVENTS}`, numberOfEvents, 25)
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action((slug: string, options: Options) => {
      if (options.causes) return showCauses(context, slug, options);
      const format = options.csv ? 'csv' : options.jsonl ? 'jsonl' : undefined;
      return format ? printFile(context, slug, { format, ...options }) : showEvents(context, slug, options);
    });
}

function filterOptions(): Option[] {
  return [
    new Option('--failed', 'only failed requests').conflicts('succeeded'),
    new Option('--succeeded', 'only requests that succeeded'),
    new Option('--operation <kind>', 'only events of this kind').choices(OPERATIONS),
    new Option('--resource <resource>', 'only User, only Group, or the id of one of them'),
    new Option('--user <user>', 'only events about this user: an id or a user name'),
    new Option('--code <code>', 'only events with this code, such as user-name-taken'),
    new Option('--cause <event>', 'only events with the same cause as the event with this id'),
    new Option('--client <client>', 'only calls by this client, such as "Okta SCIM Client"'),
    new Option(
      '--search <text>',
      'a name or part of one, an e-mail address, an external id, or the id of a user, group or event',
    ),
    new Option(
      '--since <time>',
      'only from this time on, such as 2026-11-24 or 2026-11-24T08:15:00Z',
    ).argParser(instant),
    new Option('--until <time>', 'only before this time').argParser(instant),
  ];
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

/** The filters of the log, in the words of `EventQuery`. */
type LogFilters = Omit<EventQuery, 'cursor' | 'limit' | 'isMasked'>;

function filtersOf({ failed, succeeded, ...filters }: Filters): LogFilters {
  const { operation, resource, user, code, cause, client, search, since, until } = filters;
  const outcome = failed ? 'failure' : succeeded ? 'success' : undefined;
  return { outcome, operation, resource, user, code, cause, client, search, since, until };
}

async function showEvents(
  context: CommandContext,
  slug: string,
  { limit, json, ...options }: Options,
): Promise<void> {
  const filters = filtersOf(options);
  await context.withServices(async (services) => {
    const events = await within(services, slug, (tx) => firstEvents(services, tx, { ...filters, limit }));
    context.print(json, events, (shown) =>
      shown.length > 0 ? shown.map(eventLines).join('\n\n') : nothing(slug, filters),
    );
  });
}

/** A search for a text may have empty pages before the last one. */
async function firstEvents(services: INestApplicationContext, tx: AccountTransaction, query: EventQuery) {
  const events: ReadEvent[] = [];
  let cursor: string | undefined;
  do {
    const page = await maskedPage(services, tx, { ...query, cursor, limit: query.limit - events.length });
    events.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && events.length < query.limit);
  return events;
}

async function printFile(
  context: CommandContext,
  slug: string,
  { format, ...filters }: Filters & { format: EventFileFormat },
): Promise<void> {
  await context.withServices(async (services) => {
    const file = await eventFile(format, filtersOf(filters), (query) =>
      within(services, slug, (tx) => maskedPage(services, tx, query)),
    );
    for await (const part of file) context.printPart(String(part));
  });
}

async function showCauses(context: CommandContext, slug: string, { since, json }: Options): Promise<void> {
  await context.withServices(async (services) => {
    const start = startOfFailures(since);
    const report = await within(services, slug, (tx) =>
      services.get(FailureCauses, { strict: false }).report(tx, start),
    );
    context.print(json, shownFailures(start, report), (shown) => failureLines(slug, shown));
  });
}

/** Commands are run by support staff, so values are masked, and masked values are not searched. */
async function maskedPage(
  services: INestApplicationContext,
  tx: AccountTransaction,
  query: EventQuery,
): Promise<LogPage<ReadEvent>> {
  const log = services.get(ProvisioningLog, { strict: false });
  const { items, nextCursor } = await log.page(tx, { ...query, isMasked: true });
  return { items: items.map(maskedEvent), nextCursor };
}

/** Reads in the account with that slug. Throws `not-found`. */
function within<T>(
  services: INestApplicationContext,
  slug: string,
  read: (tx: AccountTransaction) => Promise<T>,
): Promise<T> {
  return services.get(UnitOfWork).readPlatform(async (tx) => {
    const account = await services.get(AccountsService).getBySlug(tx, slug);
    return read(tx.within(account.id));
  });
}

function nothing(slug: string, { outcome, ...filters }: LogFilters): string {
  const isFiltered = outcome === 'success' || Object.values(filters).some((filter) => filter !== undefined);
  const what = outcome === 'failure' ? 'failures' : 'events';
  return `The provisioning log of ${slug} has no ${what}${isFiltered ? ' that match' : ''}.`;
}
