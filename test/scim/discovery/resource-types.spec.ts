import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { ResourceValidator } from '../../support/resource-validator.js';
import { CORE, ENTERPRISE, EXPENSE, scimError } from '../../support/scim-client.js';

const ROLE = 'urn:okta:scim:schemas:core:1.0:Role';
const ENTITLEMENT = 'urn:okta:scim:schemas:core:1.0:Entitlement';
const CORE_GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

describe.each(sqliteAndOneServer())('the description of the resources, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  /** Every name and value in it, at any depth. */
  const leaves = (value: unknown): unknown[] =>
    typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];

  it.each(['/Schemas', '/ResourceTypes'])(
    '%s is a ListResponse without nulls, paging ignored',
    async (path) => {
      const { Resources, ...envelope } = await acme.scim.list(path);
      expect(envelope).toEqual({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
        totalResults: Resources.length,
        startIndex: 1,
        itemsPerPage: Resources.length,
      });
      expect(leaves(Resources)).not.toContain(null);
      const paged = await acme.scim.list(`${path}?startIndex=2&count=1&sortBy=id`);
      expect(paged.Resources).toEqual(Resources);
    },
  );

  it.each(['/Schemas', '/ResourceTypes'])(
    'each of %s is found at its location and by its id',
    async (path) => {
      for (const each of (await acme.scim.list(path)).Resources) {
        expect(each.meta.location).toBe(`${acme.scim.baseUrl}${path}/${each.id}`);
        expect(await acme.scim.read(`${path}/${each.id}`)).toEqual(each);
        expect(await acme.scim.read(`${path}/${encodeURIComponent(each.id.toLowerCase())}/`)).toEqual(each);
      }
    },
  );

  it('names endpoints that answer, and schemas that exist', async () => {
    const { types, schemas } = await ResourceValidator.of(acme.scim);
    expect(types).toEqual([
      {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
        id: 'User',
        name: 'User',
        endpoint: '/Users',
        description: expect.any(String) as string,
        schema: CORE,
        schemaExtensions: [
          { schema: ENTERPRISE, required: false },
          { schema: EXPENSE, required: false },
        ],
        meta: { resourceType: 'ResourceType', location: `${acme.scim.baseUrl}/ResourceTypes/User` },
      },
      {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
        id: 'Group',
        name: 'Group',
        endpoint: '/Groups',
        description: expect.any(String) as string,
        schema: CORE_GROUP,
        schemaExtensions: [],
        meta: { resourceType: 'ResourceType', location: `${acme.scim.baseUrl}/ResourceTypes/Group` },
      },
      expect.objectContaining({ id: 'Role', endpoint: '/Roles', schema: ROLE, schemaExtensions: [] }),
      expect.objectContaining({
        id: 'Entitlement',
        endpoint: '/Entitlements',
        schema: ENTITLEMENT,
        schemaExtensions: [],
      }),
    ]);
    expect(schemas.map(({ id }) => id)).toEqual([CORE, ENTERPRISE, EXPENSE, CORE_GROUP, ROLE, ENTITLEMENT]);
    for (const { endpoint } of types) expect((await acme.scim.get(endpoint)).status).toBe(200);
  });

  it("also answers a schema under /ResourceTypes, as Declaree's guide says", async () => {
    expect(await acme.scim.read(`/ResourceTypes/${CORE}`)).toEqual(await acme.scim.read(`/Schemas/${CORE}`));
  });

  it.each([
    '/Schemas/User',
    '/Schemas/urn:example:Device',
    '/ResourceTypes/Device',
    '/ResourceTypes/__proto__',
  ])('%s is unknown', async (path) => {
    const { status, body } = await acme.scim.get(path);
    expect([status, body]).toEqual([404, scimError(404, { detail: expect.any(String) })]);
  });

  it.each([
    '/Schemas',
    '/ResourceTypes',
    '/ServiceProviderConfig',
    `/Schemas/${CORE}`,
    '/ResourceTypes/User',
  ])('RFC 7644 §4: a filter on %s is refused with 403', async (path) => {
    for (const name of ['filter', 'Filter']) {
      const { status, body } = await acme.scim.get(`${path}?${name}=${encodeURIComponent('id eq "User"')}`);
      const detail = expect.stringContaining('cannot be filtered') as string;
      expect([status, body]).toEqual([403, scimError(403, { detail })]);
    }
  });

  it('checks the credential before it refuses a filter', async () => {
    const response = await fetch(`${acme.scim.baseUrl}/Schemas?filter=id%20pr`);
    expect([response.status, await response.json()]).toMatchObject([401, scimError(401)]);
  });
});
