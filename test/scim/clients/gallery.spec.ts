import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { CORE, ENTERPRISE } from '../../support/scim-client.js';

// Of Microsoft's 25 gallery tests (AzureAD/SCIMReferenceCode, 2026), those that compute what they ask for next. The others are the
// transcripts entra/gallery*; two are about OAuth 2.0 tokens, see oauth.spec.ts.

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

interface Attribute {
  name: string;
  type: string;
  multiValued?: boolean;
  canonicalValues?: string[];
  subAttributes?: Attribute[];
}

interface Schema {
  id: string;
  attributes: Attribute[];
}

/** What Entra ID maps in a new application, as it writes paths. */
const MAPPED_OF_USERS = [
  'userName',
  'active',
  'externalId',
  'displayName',
  'title',
  'preferredLanguage',
  'name.givenName',
  'name.familyName',
  'name.formatted',
  'emails[type eq "work"].value',
  ...['formatted', 'streetAddress', 'locality', 'region', 'postalCode', 'country'].map(
    (part) => `addresses[type eq "work"].${part}`,
  ),
  'phoneNumbers[type eq "work"].value',
  'phoneNumbers[type eq "mobile"].value',
  'phoneNumbers[type eq "fax"].value',
  'roles[primary eq "True"].value',
  'roles[primary eq "True"].display',
  'roles[primary eq "True"].type',
  ...['employeeNumber', 'department', 'costCenter', 'division', 'organization', 'manager'].map(
    (name) => `${ENTERPRISE}:${name}`,
  ),
];

const MAPPED_OF_GROUPS = ['displayName', 'externalId', 'members'];

describe.each(sqliteAndOneServer())("Microsoft's gallery tests on $name", (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    await addUsers(app, acme, 11);
    for (let number = 1; number <= 11; number++) {
      await acme.scim.create('/Groups', { displayName: `Group ${number}` });
    }
  });

  afterAll(() => app.close());

  it('Schema_Discoverability_Test: every mapped attribute is found in /Schemas', async () => {
    const { body, status } = await acme.scim.get('/Schemas');
    expect(status).toBe(200);
    const schemas = body['Resources'] as Schema[];
    const pathsOf = (id: string) =>
      schemas.find((schema) => schema.id === id)?.attributes.flatMap(paths) ?? [];
    const extensions = schemas
      .filter(({ id }) => id !== CORE && id !== GROUP)
      .flatMap(({ id, attributes }) => attributes.map(({ name }) => `${id}:${name}`));
    expect(missing(MAPPED_OF_USERS, [...pathsOf(CORE), ...extensions])).toEqual([]);
    expect(missing(MAPPED_OF_GROUPS, pathsOf(GROUP))).toEqual([]);
  });

  it.each([
    ['SCIM_User_Pagination_Test', '/Users'],
    ['SCIM_Group_Pagination_Test', '/Groups'],
  ])('%s: each page begins where it was asked to, and the pages hold everything', async (_, endpoint) => {
    const seen: string[] = [];
    let total = Infinity;
    for (let number = 0; seen.length < total; number++) {
      const page = await acme.scim.list(`${endpoint}?startIndex=${seen.length + 1}&count=5`);
      expect(page.startIndex).toBe(number * 5 + 1);
      expect(page.Resources).not.toHaveLength(0);
      seen.push(...page.Resources.map(({ id }) => id));
      total = page.totalResults;
    }
    expect(total).toBeGreaterThanOrEqual(11);
    expect(new Set(seen).size).toBe(total);
  });
});

/** The paths by which the test expects a schema's attribute to be mapped; it knows none for references. */
function paths({ name, type, multiValued = false, subAttributes = [] }: Attribute): string[] {
  if (name === 'manager' || name === 'members') return [name];
  if (type !== 'complex') return type === 'reference' ? [] : [name];
  if (!multiValued) {
    return subAttributes
      .filter((part) => part.type !== 'complex' && part.type !== 'reference')
      .map((part) => `${name}.${part.name}`);
  }
  const parts = subAttributes.filter((part) => part.name !== 'primary');
  const types = subAttributes.find((part) => part.name === 'type')?.canonicalValues ?? [];
  if (types.length === 0) return parts.map((part) => `${name}[primary eq "True"].${part.name}`);
  return types.flatMap((value) =>
    parts.filter((part) => part.name !== 'type').map((part) => `${name}[type eq "${value}"].${part.name}`),
  );
}

function missing(wanted: readonly string[], found: readonly string[]): string[] {
  const known = new Set(found.map((path) => path.toLowerCase()));
  return wanted.filter((path) => !known.has(path.toLowerCase()));
}
