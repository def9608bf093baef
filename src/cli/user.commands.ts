import type { Command } from 'commander';
import { AccountsService } from '../accounts/accounts.service.js';
import { notFound } from '../common/errors.js';
import type { AccountTransaction } from '../database/account-transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { SHORTEST_PASSWORD } from '../passwords/chosen-password.js';
import { PasswordIssuer } from '../support/password-issuer.js';
import { UsersService } from '../users/users.service.js';
import type { CommandContext } from './command-context.js';

interface ResetOptions {
  passwordStdin?: boolean;
  revokeApiKeys?: boolean;
  json?: boolean;
}

/** `user reset-password`. */
export function addUserCommands(program: Command, context: CommandContext): void {
  const user = program.command('user').description('people of an account');
  user
    .command('reset-password')
    .description('give a user a new password, which ends their sessions')
    .argument('<slug>', "the account's slug")
    .argument('<username>', 'login name')
    .option(
      '--password-stdin',
      `take the password from standard input, at least ${SHORTEST_PASSWORD} characters for an admin (default: make one and print it once)`,
    )
    .option('--revoke-api-keys', 'end the API keys of the user as well')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  declaree user reset-password acme okta@acme.example')
    .action((slug: string, userName: string, options: ResetOptions) => {
      return resetPassword(context, { slug, userName, ...options });
    });
}

async function resetPassword(
  context: CommandContext,
  { slug, userName, passwordStdin, revokeApiKeys, json }: ResetOptions & { slug: string; userName: string },
): Promise<void> {
  const given = await context.password(passwordStdin);
  await context.withServices(async (services) => {
    const unitOfWork = services.get(UnitOfWork);
    const users = services.get(UsersService);
    const account = await unitOfWork.readPlatform((tx) => services.get(AccountsService).getBySlug(tx, slug));
    const found = await unitOfWork.read(account.id, (tx) => getUser(users, tx, userName));
    const shortest = found.role === 'admin' ? SHORTEST_PASSWORD : 1;
    const { hash, generated } = await services.get(PasswordIssuer).issue(given, shortest);
    const user = await unitOfWork.write(account.id, async (tx) => {
      const current = await getUser(users, tx, userName);
      const ends = { action: 'password.reset', revokeApiKeys } as const;
      await users.setPassword(tx.by(context.author), current, hash, ends);
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
        `${shown.user.userName} of ${slug} has a new password.${generated === undefined ? '' : `\n  Password  ${generated}  (shown only now)`}`,
    );
  });
}

async function getUser(users: UsersService, tx: AccountTransaction, userName: string) {
  const user = await users.findByUserName(tx, userName);
  if (!user) throw notFound(`There is no user named "${userName}" in this account.`);
  return user;
}
