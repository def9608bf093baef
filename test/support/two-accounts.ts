import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { OrganizationsService } from '../../src/organizations/organizations.service.js';
import { PasswordHasher } from '../../src/auth/passwords/password-hasher.js';
import { AccountSetup } from '../../src/support/account-setup.service.js';
import type { TestApp } from './app.js';
import { basic, SCIM_TYPE, send } from './scim-client.js';
import { TESTER, UNRECORDED } from './authors.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One request under `/SCIM/v2`, such as `GET /Users?filter=id pr`, with a credential that is settled. */
export type ScimCall = (
  line: `${Method} /${string}`,
  options?: { body?: unknown; headers?: Record<string, string> },
) => Promise<ScimAnswer>;

export interface ScimAnswer {
  status: number;
  headers: Headers;
  /** The JSON of the answer; `{}` where it has none. */
  body: ScimBody;
}

/** What answers hold, each its part: a resource, a page of them, or an error. */
export interface ScimBody {
  id: string;
  meta: { version: string; lastModified: string };
  members?: { value: string }[];
  totalResults: number;
  Resources: ScimBody[];
  detail: string;
  [name: string]: unknown;
}

/** One of the two: an account, its admin's login and how that calls SCIM. */
export interface Tenant {
  accountId: string;
  slug: string;
  adminId: string;
  authorization: string;
  scim: ScimCall;
}

/** The login name of both admins. */
export const ADMIN = 'okta@twin.example';

const ORGANIZATIONS = ['Twin NL', 'Twin BE'];

/**
 * Two accounts with equal names of accounts, organizations and admins. They only differ in the slug and the admin's
 * password, `SLUG secret`. SCIM is on in both.
 */
export async function addTwoAccounts(app: TestApp): Promise<[Tenant, Tenant]> {
  return [await addTenant(app, 'left'), await addTenant(app, 'right')];
}

async function addTenant(app: TestApp, slug: string): Promise<Tenant> {
  const password = `${slug} secret`;
  const passwordHash = await app.get(PasswordHasher).hash(password);
  return app.get(UnitOfWork).writePlatform(async (tx) => {
    const { account, admin } = await app.get(AccountSetup).create(tx, TESTER, {
      name: 'Twin',
      slug,
      organization: 'Twin Group',
      admin: { userName: ADMIN, passwordHash },
      scim: true,
    });
    for (const name of ORGANIZATIONS) {
      await app.get(OrganizationsService).create(tx.within(account.id).by(UNRECORDED), { name });
    }
    const authorization = basic(ADMIN, password);
    return {
      accountId: account.id,
      slug,
      adminId: admin.id,
      authorization,
      scim: scimCall(app.url, authorization),
    };
  });
}

/** Calls SCIM on the server at `url`. */
export function scimCall(url: string, authorization: string): ScimCall {
  return async (line, { body, headers = {} } = {}) => {
    const space = line.indexOf(' ');
    const answer = await send(`${url}/SCIM/v2${line.slice(space + 1)}`, line.slice(0, space), {
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': SCIM_TYPE }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return answer as ScimAnswer;
  };
}

/** The body of a PATCH with these operations. */
export const patchOf = (...Operations: unknown[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations,
});
