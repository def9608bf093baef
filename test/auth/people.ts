import { AccountSetup } from '../../src/support/account-setup.service.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { idIs } from '../../src/platform/database/sql/predicate.js';
import { OperatorsService } from '../../src/operators/operators.service.js';
import { PasswordHasher } from '../../src/auth/passwords/password-hasher.js';
import { User, type Role } from '../../src/users/user.entity.js';
import { UserChanges } from '../../src/users/user-changes.service.js';
import type { TestApp } from '../support/app.js';
import { send as sendTo, type Answer } from '../support/scim-client.js';
import { TESTER } from '../support/authors.js';
import type { AccountTransaction } from '../../src/platform/database/account-transaction.js';

export interface Person {
  accountId: string;
  organizationId: string;
  userId: string;
  userName: string;
  password: string;
}

/** An account with one organization and its admin. */
export async function addAccount(
  app: TestApp,
  slug: string,
  { userName = `okta@${slug}.example`, password = `${slug} secret`, scim = true } = {},
): Promise<Person> {
  const passwordHash = await app.get(PasswordHasher).hash(password);
  const { account, organization, admin } = await app.get(UnitOfWork).writePlatform((tx) =>
    app.get(AccountSetup).create(tx, TESTER, {
      name: slug,
      slug,
      admin: { userName, passwordHash },
      scim,
    }),
  );
  return { accountId: account.id, organizationId: organization.id, userId: admin.id, userName, password };
}

/** A user of the account that `colleague` is in. */
export async function addUser(
  app: TestApp,
  { accountId, organizationId }: Person,
  { userName, password, role = 'admin' }: { userName: string; password: string | null; role?: Role },
): Promise<Person> {
  const passwordHash = password === null ? null : await app.get(PasswordHasher).hash(password);
  const { id } = await app
    .get(UnitOfWork)
    .write(accountId, (tx) =>
      app.get(UserChanges).create(tx.by(TESTER), { organizationId, userName, role, passwordHash }),
    );
  return { accountId, organizationId, userId: id, userName, password: password ?? '' };
}

export async function addOperator(app: TestApp, userName: string, password: string): Promise<void> {
  const passwordHash = await app.get(PasswordHasher).hash(password);
  await app
    .get(UnitOfWork)
    .writePlatform((tx) => app.get(OperatorsService).create(tx, TESTER, { userName, passwordHash }));
}

/** Changes a user as some other replica, or the command line, would: behind the server's back. */
export async function change(
  app: TestApp,
  { accountId, userId, userName }: Person,
  changes: { active?: boolean; role?: Role; password?: string },
): Promise<void> {
  const { password, ...columns } = changes;
  const passwordHash = password === undefined ? undefined : await app.get(PasswordHasher).hash(password);
  const setPassword = (tx: AccountTransaction, hash: string) =>
    app
      .get(UserChanges)
      .setPassword(tx.by(TESTER), { id: userId, userName }, hash, { action: 'password.reset' });
  await app.get(UnitOfWork).write(accountId, async (tx) => {
    if (passwordHash !== undefined) await setPassword(tx, passwordHash);
    if (Object.keys(columns).length > 0) await tx.update(User, columns, idIs(userId));
  });
}

/** Sends a request, with a JSON body where one is given. */
export function send(
  app: TestApp,
  line: `${'GET' | 'POST' | 'DELETE'} /${string}`,
  { body, ...headers }: { authorization?: string; 'x-forwarded-for'?: string; body?: unknown } = {},
): Promise<Answer> {
  const [method = '', path = ''] = line.split(' ');
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  return sendTo(app.url + path, method, { headers: { ...headers, ...type }, body });
}

/** The path under SCIM that needs nothing but to be let in. */
export const SCIM = 'GET /SCIM/v2/ServiceProviderConfig';
