import type { Command } from 'commander';
import { AccountsService } from '../accounts/accounts.service.js';
import { notFound } from '../common/errors.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { SHORTEST_PASSWORD } from '../auth/passwords/password-length.js';
import { PersonErasure } from '../erasure/person-erasure.service.js';
import { PasswordIssuer } from '../support/password-issuer.js';
import { UserChanges } from '../users/user-changes.service.js';
import { findByUserName } from '../users/user-name.js';
import type { CommandContext } from './command-context.js';

interface ResetOptions {
  passwordStdin?: boolean;
  revokeApiKeys?: boolean;
  json?: boolean;
}

interface EraseOptions {
  reason?: string;
  yes?: boolean;
  json?: boolean;
}

/** `user reset-password` and `user erase`. */
export function addUserCommands(program: Command, context: CommandContext): void {
  const user = program.command('user').description('people of an account');
  user
    .command('reset-password')
    .description('set a new password for a user and end their sessions')
    .argument('<slug>', "the account's slug")
    .argument('<username>', 'login name')
    .option(
      '--password-stdin',
      `take the password from standard input, at least ${SHORTEST_PASSWORD} characters for an admin (default: generate one and print it once)`,
    )
    .option('--revoke-api-keys', "also revoke the user's API keys")
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  declaree user reset-password acme okta@acme.example')
    .action((slug: string, userName: string, options: ResetOptions) => {
      return resetPassword(context, { slug, userName, ...options });
    });
  user
    .command('erase')
    .description('delete a user and erase all their personal data, also in the logs; this cannot be undone')
    .argument('<slug>', "the account's slug")
    .argument('<username>', 'login name, or the id of an already deleted user')
    .option('--reason <reason>', 'why, for the audit trail')
    .option('--yes', 'confirm; required in an interactive terminal')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  declaree user erase acme mira@acme.example --reason "Ticket 4711" --yes',
    )
    .action((slug: string, userName: string, options: EraseOptions) => {
      return eraseUser(context, { slug, userName, ...options });
    });
}

async function eraseUser(
  context: CommandContext,
  { slug, userName, reason, yes, json }: EraseOptions & { slug: string; userName: string },
): Promise<void> {
  context.confirm(yes, `All personal data of ${userName} in ${slug} will be erased permanently`);
  await context.withServices(async (services) => {
    const unitOfWork = services.get(UnitOfWork);
    const account = await unitOfWork.readPlatform((tx) => services.get(AccountsService).getBySlug(tx, slug));
    const found = await unitOfWork.read(account.id, (tx) => findByUserName(tx, userName));
    const userId = found?.id ?? userName;
    const order = { accountId: account.id, userId, reason: reason?.trim() || null };
    await services.get(PersonErasure).erase(order, context.author);
    const { id, name } = account;
    context.print(
      json,
      { account: { id, slug, name }, user: { id: userId } },
      (shown) => `User ${shown.user.id} of ${shown.account.slug} erased.`,
    );
  });
}

async function resetPassword(
  context: CommandContext,
  { slug, userName, passwordStdin, revokeApiKeys, json }: ResetOptions & { slug: string; userName: string },
): Promise<void> {
  const given = await context.password(passwordStdin);
  await context.withServices(async (services) => {
    const unitOfWork = services.get(UnitOfWork);
    const account = await unitOfWork.readPlatform((tx) => services.get(AccountsService).getBySlug(tx, slug));
    const found = await unitOfWork.read(account.id, (tx) => getUser(tx, userName));
    const shortest = found.role === 'admin' ? SHORTEST_PASSWORD : 1;
    const { hash, generated } = await services.get(PasswordIssuer).issue(given, { shortest });
    const user = await unitOfWork.write(account.id, async (tx) => {
      const current = await getUser(tx, userName);
      const ends = { action: 'password.reset', revokeApiKeys } as const;
      await services.get(UserChanges).setPassword(tx.by(context.author), current, hash, ends);
      return { id: current.id, userName: current.userName };
    });
    context.print(
      json,
      {
        account: { id: account.id, slug: account.slug, name: account.name },
        user,
        ...(generated === undefined ? {} : { password: generated }),
      },
      (shown) =>
        `${shown.user.userName} of ${slug} has a new password.${generated === undefined ? '' : `\n  Password  ${generated}  (shown once)`}`,
    );
  });
}

async function getUser(tx: AccountTransaction, userName: string) {
  const user = await findByUserName(tx, userName);
  if (!user) throw notFound(`There is no user named "${userName}" in this account.`);
  return user;
}
