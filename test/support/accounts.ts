import { randomUUID } from 'node:crypto';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { OperatorsService } from '../../src/operators/operators.service.js';
import { OrganizationsService, type OrganizationRow } from '../../src/organizations/organizations.service.js';
import { PasswordHasher } from '../../src/auth/passwords/password-hasher.js';
import { AccountSetup } from '../../src/support/account-setup.service.js';
import type { NewUser } from '../../src/users/user-fields.js';
import { UserChanges } from '../../src/users/user-changes.service.js';
import type { TestApp } from './app.js';
import { basic, resource, ScimClient, send, type Answer } from './scim-client.js';
import { TESTER, UNRECORDED } from './authors.js';

/** An account with a parent organization, two sub-organizations, and the admin whose credential `scim` uses. */
export interface TestAccount {
  id: string;
  slug: string;
  organizations: Record<'parent' | 'nl' | 'be', OrganizationRow>;
  admin: { id: string; userName: string; password: string };
  scim: ScimClient;
}

/** Creates an account with unique names. */
export async function addAccount(app: TestApp, { scim = true } = {}): Promise<TestAccount> {
  const slug = `acme-${randomUUID().slice(0, 8)}`;
  const login = { userName: `okta@${slug}.example`, password: `${slug} secret` };
  const passwordHash = await app.get(PasswordHasher).hash(login.password);
  return app.get(UnitOfWork).writePlatform(async (tx) => {
    const { account, organization, admin } = await app.get(AccountSetup).create(tx, TESTER, {
      name: slug,
      slug,
      organization: 'Acme Group',
      admin: { userName: login.userName, passwordHash },
      scim,
    });
    const below = (name: string) =>
      app
        .get(OrganizationsService)
        .create(tx.within(account.id).by(UNRECORDED), { name, parentId: organization.id });
    return {
      id: account.id,
      slug,
      organizations: { parent: organization, nl: await below('Acme NL'), be: await below('Acme BE') },
      admin: { id: admin.id, ...login },
      scim: new ScimClient(`${app.url}/SCIM/v2`, basic(login.userName, login.password)),
    };
  });
}

/** A user as created by an administrator: with any role, and an optional password. */
export async function addUser(
  app: TestApp,
  { id: accountId, organizations }: TestAccount,
  { password, ...user }: Partial<NewUser> & { userName: string; password?: string },
): Promise<string> {
  const passwordHash = password === undefined ? null : await app.get(PasswordHasher).hash(password);
  const created = await app
    .get(UnitOfWork)
    .write(accountId, (tx) =>
      app
        .get(UserChanges)
        .create(tx.by(UNRECORDED), { organizationId: organizations.parent.id, passwordHash, ...user }),
    );
  return created.id;
}

/** Creates many users, `person0001@many.example` and so on; returns their ids in the order of their names. */
export async function addUsers(
  app: TestApp,
  { id: accountId, organizations }: TestAccount,
  count: number,
  more: Partial<NewUser> = {},
): Promise<string[]> {
  return app.get(UnitOfWork).write(accountId, async (tx) => {
    const ids: string[] = [];
    for (let number = 1; number <= count; number++) {
      const userName = `person${String(number).padStart(4, '0')}@many.example`;
      const user = {
        organizationId: organizations.parent.id,
        userName,
        displayName: `Person ${number}`,
        ...more,
      };
      ids.push((await app.get(UserChanges).create(tx.by(UNRECORDED), user)).id);
    }
    return ids;
  });
}

/** Creates an operator; returns the header to log in with. */
export async function addOperator(app: TestApp): Promise<string> {
  const { userName, password } = await addOperatorLogin(app);
  return basic(userName, password);
}

/** Creates an operator; returns the login. */
export async function addOperatorLogin(app: TestApp): Promise<{ userName: string; password: string }> {
  const login = { userName: `${randomUUID()}@declaree.example`, password: randomUUID() };
  const passwordHash = await app.get(PasswordHasher).hash(login.password);
  await app
    .get(UnitOfWork)
    .writePlatform((tx) =>
      app.get(OperatorsService).create(tx, TESTER, { userName: login.userName, passwordHash }),
    );
  return login;
}

/** Logs in by `POST /api/v1/auth/login`, in the one account that the slug names. */
export function logIn(
  app: TestApp,
  { slug }: TestAccount,
  userName: string,
  password: string,
): Promise<Answer> {
  return send(`${app.url}/api/v1/auth/login`, 'POST', {
    headers: { 'content-type': 'application/json' },
    body: { username: `${slug}/${userName}`, password },
  });
}

/** `GET /api/v1/auth/me` with that header. */
export function whoAmI(app: TestApp, authorization: string): Promise<Answer> {
  return send(`${app.url}/api/v1/auth/me`, 'GET', { headers: { authorization } });
}

/** Creates an API key for the user of the header. Throws if that is refused. */
export async function makeApiKey(app: TestApp, authorization: string): Promise<string> {
  const answer = await send(`${app.url}/api/v1/api-keys`, 'POST', {
    headers: { authorization, 'content-type': 'application/json' },
    body: { name: 'Okta' },
  });
  return String(resource(answer, 201)['key']);
}
