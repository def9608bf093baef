import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { AccountsService, type AccountRow } from '../accounts/accounts.service.js';
import { invalid, notFound } from '../common/errors.js';
import { moment } from '../common/moment.js';
import { ClientChanges } from '../oauth/client-changes.service.js';
import { ClientList, type ListedClient } from '../oauth/client-list.service.js';
import { ClientSecretsService } from '../oauth/client-secrets.service.js';
import { LARGEST_JWKS } from '../oauth/key-source.js';
import { OauthClientsService } from '../oauth/oauth-clients.service.js';
import { secretInUse } from '../oauth/secret-in-use.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { CommandContext } from './command-context.js';
import { fileContent } from './file-content.js';
import { table } from './terminal.js';

interface RuleOptions {
  issuer?: string;
  subject?: string;
  audience?: string;
  jwksUrl?: string;
  jwksFile?: string;
  json?: boolean;
}

interface CreateOptions extends RuleOptions {
  name: string;
  assertion?: boolean;
}

interface UpdateOptions extends RuleOptions {
  name?: string;
  organization?: string;
}

const HEADINGS = ['CLIENT ID', 'NAME', 'KIND', 'ORGANIZATION', 'LAST USED', 'SECRETS END'];

/** More than an account may have. */
const MOST_CLIENTS = 1_000;

/** `oauth-client create`, `update`, `list`, `rotate` and `revoke`. */
export function addOauthClientCommands(program: Command, context: CommandContext): void {
  const clients = program.command('oauth-client').description("an account's OAuth clients");
  addCreate(clients, context);
  addUpdate(clients, context);
  clients
    .command('list')
    .description('list the OAuth clients of an account, newest first')
    .argument('<slug>', "the account's slug")
    .option('--json', 'print JSON')
    .action((slug: string, options: { json?: boolean }) => listClients(context, slug, options));
  clients
    .command('rotate')
    .description('add a secret to an OAuth client, printed once; the others stay valid until they expire')
    .argument('<slug>', "the account's slug")
    .argument('<client-id>', 'the client id')
    .option('--json', 'print JSON')
    .action((slug: string, clientId: string, options: { json?: boolean }) =>
      rotateSecret(context, { slug, clientId }, options),
    );
  clients
    .command('revoke')
    .description('revoke an OAuth client with its secrets and tokens; takes effect on the next request')
    .argument('<slug>', "the account's slug")
    .argument('<client-id>', 'the client id')
    .option('--json', 'print JSON')
    .action((slug: string, clientId: string, options: { json?: boolean }) =>
      revokeClient(context, { slug, clientId }, options),
    );
}

function addCreate(clients: Command, context: CommandContext): void {
  const create = clients
    .command('create')
    .description('create an OAuth client; its secret is printed once')
    .argument('<slug>', "the account's slug")
    .requiredOption('--name <name>', 'such as the name of the identity provider')
    .option('--assertion', 'it signs assertions with its own key, and has no secret')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  declaree oauth-client create acme --name "Entra ID"')
    .action((slug: string, options: CreateOptions) => createClient(context, slug, options));
  addRuleOptions(create);
}

function addUpdate(clients: Command, context: CommandContext): void {
  const update = clients
    .command('update')
    .description(
      'change an OAuth client, such as its keys; takes effect on the next request, and access tokens stay valid until they expire',
    )
    .argument('<slug>', "the account's slug")
    .argument('<client-id>', 'the client id')
    .option('--name <name>', 'its new name')
    .option('--organization <organization>', 'the organization that new users join, by name or id')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  declaree oauth-client update acme dc_… --jwks-file keys.json')
    .action((slug: string, clientId: string, options: UpdateOptions) =>
      updateClient(context, { slug, clientId }, options),
    );
  addRuleOptions(update);
}

function addRuleOptions(command: Command): void {
  command
    .option('--issuer <issuer>', 'the claim iss of its assertions (empty: the client id)')
    .option('--subject <subject>', 'the claim sub of its assertions (empty: the client id)')
    .option('--audience <audience>', 'the claim aud of its assertions (empty: the token URL)')
    .option('--jwks-url <url>', 'the https URL of its public keys')
    .option('--jwks-file <file>', 'a file with its public keys, a JSON Web Key Set');
}

/** The assertion settings that the options give. Throws `not-found`, and `invalid` for a file that is not JSON. */
async function rulesFrom({ issuer, subject, audience, jwksUrl, jwksFile }: RuleOptions) {
  const jwks = jwksFile === undefined ? undefined : await keySetIn(jwksFile);
  return { issuer, subject, audience, jwksUrl, jwks };
}

async function keySetIn(file: string): Promise<unknown> {
  try {
    return JSON.parse((await fileContent(file, LARGEST_JWKS, 'Leave out old keys.')).toString()) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalid(`${file} is not JSON.`, { cause: error });
  }
}

async function createClient(
  context: CommandContext,
  slug: string,
  { name, assertion, json, ...options }: CreateOptions,
): Promise<void> {
  const rules = await rulesFrom(options);
  await context.withServices(async (services) => {
    const created = await inAccount(context, services, slug, async (tx) => {
      const { id: organizationId } = await topOrganization(services, tx);
      const kind = assertion ? ('assertion' as const) : ('secret' as const);
      const { id, secret } = await services
        .get(OauthClientsService)
        .create(tx, { name, kind, organizationId, ...rules });
      const client = await services.get(ClientList).get(tx, id);
      return { ...client, ...(secret && { secret: secret.secret }) };
    });
    context.print(json, created, ({ secret, secrets, ...client }) =>
      [
        `Created the OAuth client "${client.name}" of ${slug}; new users join ${client.organizationName}.`,
        `Client id: ${client.clientId}`,
        ...(secret === undefined
          ? []
          : [`Client secret, until ${moment(secrets[0]?.expiresAt ?? '')}: ${secret}`]),
      ].join('\n'),
    );
  });
}

async function updateClient(
  context: CommandContext,
  { slug, clientId }: { slug: string; clientId: string },
  { name, organization, json, ...options }: UpdateOptions,
): Promise<void> {
  const rules = await rulesFrom(options);
  await context.withServices(async (services) => {
    const changed = await inAccount(context, services, slug, async (tx) => {
      const changes = services.get(ClientChanges);
      const current = await changes.read(tx, await services.get(OauthClientsService).idOf(tx, clientId));
      const organizationId = await organizationNamed(services, tx, organization);
      await changes.change(tx, current, { name, organizationId, ...rules });
      return services.get(ClientList).get(tx, current.id);
    });
    context.print(
      json,
      changed,
      (client) =>
        `Changed the OAuth client "${client.name}" of ${slug}; new users join ${client.organizationName}. Access tokens that it already has stay valid until they expire.`,
    );
  });
}

async function listClients(
  context: CommandContext,
  slug: string,
  { json }: { json?: boolean },
): Promise<void> {
  await context.withServices(async (services) => {
    const { items } = await inAccount(context, services, slug, (tx) =>
      services.get(ClientList).page(tx, { page: 1, limit: MOST_CLIENTS }),
    );
    context.print(json, items, (shown) =>
      shown.length === 0 ? `${slug} has no OAuth clients.` : table([HEADINGS, ...shown.map(describe)]),
    );
  });
}

async function rotateSecret(
  context: CommandContext,
  { slug, clientId }: { slug: string; clientId: string },
  { json }: { json?: boolean },
): Promise<void> {
  await context.withServices(async (services) => {
    const issued = await inAccount(context, services, slug, async (tx) => {
      const id = await services.get(OauthClientsService).idOf(tx, clientId);
      return services.get(ClientSecretsService).add(tx, id);
    });
    context.print(json, { clientId, ...issued }, ({ secret, expiresAt }) =>
      [
        `New client secret of ${clientId}, until ${moment(expiresAt)}: ${secret}`,
        'Enter it in the identity provider, then revoke the old one in the console under Connections.',
      ].join('\n'),
    );
  });
}

async function revokeClient(
  context: CommandContext,
  { slug, clientId }: { slug: string; clientId: string },
  { json }: { json?: boolean },
): Promise<void> {
  await context.withServices(async (services) => {
    await inAccount(context, services, slug, async (tx) => {
      const clients = services.get(OauthClientsService);
      await clients.revoke(tx, await clients.idOf(tx, clientId));
    });
    context.print(
      json,
      { clientId, revoked: true },
      () => `Revoked the OAuth client ${clientId} of ${slug}.`,
    );
  });
}

async function inAccount<T>(
  context: CommandContext,
  services: INestApplicationContext,
  slug: string,
  work: (tx: AuthoredTransaction, account: AccountRow) => Promise<T>,
): Promise<T> {
  const unitOfWork = services.get(UnitOfWork);
  const account = await unitOfWork.readPlatform((tx) => services.get(AccountsService).getBySlug(tx, slug));
  return unitOfWork.write(account.id, (tx) => work(tx.by(context.author), account));
}

/** The organization at the top of the account. Throws `not-found`. */
async function topOrganization(services: INestApplicationContext, tx: AccountTransaction) {
  const all = await services.get(OrganizationsService).list(tx);
  const top = all.find(({ parentId }) => parentId === null);
  if (!top) throw notFound('The account has no organization for new users to join.');
  return top;
}

/** The id of an organization by its name or id. Throws `not-found`. */
async function organizationNamed(
  services: INestApplicationContext,
  tx: AccountTransaction,
  text: string | undefined,
): Promise<string | undefined> {
  if (text === undefined) return undefined;
  const found = await services.get(OrganizationsService).findNamed(tx, text);
  if (found) return found.id;
  throw notFound(`There is no organization "${text}" in this account.`);
}

function describe({ clientId, name, kind, organizationName, lastUsedAt, secrets }: ListedClient): string[] {
  const used = secretInUse(secrets);
  const ends = secrets.map((secret) => `${moment(secret.expiresAt)}${secret === used ? ' (in use)' : ''}`);
  return [
    clientId,
    name,
    kind,
    organizationName,
    lastUsedAt === null ? 'never' : moment(lastUsedAt),
    ends.join(', '),
  ];
}
