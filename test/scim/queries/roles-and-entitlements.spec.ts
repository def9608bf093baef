import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { scimError } from '../../support/scim-client.js';

const ROLES = ['employee', 'approver', 'accountant', 'controller'];

describe.each(databaseLanes())('/Roles and /Entitlements on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let entitlements: string[];

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    const { parent, nl, be } = acme.organizations;
    entitlements = [parent, nl, be].map(({ id }) => `organization:${id}`);
  });

  afterAll(() => app.close());

  const ids = async (path: string) => (await acme.scim.list(path)).Resources.map(({ id }) => id);
  const asked = (filter: string) => `?filter=${encodeURIComponent(filter)}`;

  it('are lists with pages by index and by cursor', async () => {
    for (const [path, all] of [
      ['/Roles', ROLES],
      ['/Entitlements', entitlements],
    ] as const) {
      expect(await ids(path)).toEqual(all);
      const page = await acme.scim.list(`${path}?startIndex=2&count=2`);
      expect(page).toMatchObject({ totalResults: all.length, startIndex: 2, itemsPerPage: 2 });
      expect(page.Resources.map(({ id }) => id)).toEqual(all.slice(1, 3));
      expect(await acme.scim.list(`${path}?count=0`)).toMatchObject({
        totalResults: all.length,
        Resources: [],
      });
      const found: string[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const part = (await acme.scim.list(`${path}?count=2&cursor=${cursor}`)) as unknown as {
          Resources: { id: string }[];
          nextCursor?: string;
        };
        found.push(...part.Resources.map(({ id }) => id));
        cursor = part.nextCursor;
      }
      expect(found).toEqual(all);
    }
  });

  it('are filtered by every attribute, and sorted', async () => {
    const [parent = '', nl = '', be = ''] = entitlements;
    const { baseUrl } = acme.scim;
    const cases: [path: string, filter: string, expected: readonly string[]][] = [
      ['/Roles', 'displayName eq "APPROVER"', ['approver']],
      ['/Roles', 'id sw "a" or description co "checks"', ['approver', 'accountant', 'controller']],
      ['/Roles', `meta.location eq "${baseUrl}/Roles/employee"`, ['employee']],
      [
        '/Roles',
        'schemas eq "urn:okta:scim:schemas:core:1.0:Role" and not (id ne "controller")',
        ['controller'],
      ],
      ['/Roles', 'meta.resourceType eq "User"', []],
      ['/Entitlements', `id eq "${nl}"`, [nl]],
      ['/Entitlements', `id eq "${nl.slice('organization:'.length)}"`, []],
      ['/Entitlements', 'displayName co "acme n" or displayName eq "acme be"', [nl, be]],
      [
        '/Entitlements',
        'type eq "Organization" and description pr and meta.created gt "2020-01-01T00:00:00Z"',
        entitlements,
      ],
      ['/Entitlements', `meta.location eq "${baseUrl}/Entitlements/${parent}"`, [parent]],
      ['/Entitlements', String.raw`meta.version eq "W/\"1\""`, entitlements],
      ['/Entitlements', 'schemas eq "urn:okta:scim:schemas:core:1.0:Role"', []],
    ];
    for (const [path, filter, expected] of cases)
      expect([filter, await ids(path + asked(filter))]).toEqual([filter, expected]);
    expect(await ids('/Roles?sortBy=displayName')).toEqual([
      'accountant',
      'approver',
      'controller',
      'employee',
    ]);
    expect(await ids('/Roles?sortBy=id&sortOrder=descending&count=1')).toEqual(['employee']);
    expect(await ids('/Entitlements?sortBy=displayName')).toEqual([be, parent, nl]);
    for (const path of ['/Roles', '/Entitlements']) {
      for (const query of [asked('boss eq "x"'), '?sortBy=boss', '?sortBy=meta', '?count=many'])
        expect([path, query, (await acme.scim.get(path + query)).status]).toEqual([path, query, 400]);
    }
  });

  it('are searched by POST, and read one by one, as far as is asked', async () => {
    const search = { filter: 'displayName sw "a"', attributes: ['displayName'], count: 1 };
    for (const [path, first] of [
      ['/Roles', 'approver'],
      ['/Entitlements', entitlements[0]],
    ] as const) {
      const { status, body } = await acme.scim.post(`${path}/.search`, search);
      expect([status, body]).toMatchObject([200, { itemsPerPage: 1, Resources: [{ id: first }] }]);
      const one = await acme.scim.get(`${path}/${first}?attributes=displayName`);
      expect(one.status).toBe(200);
      expect(Object.keys(one.body).toSorted()).toEqual(['displayName', 'id', 'schemas']);
      const tag = one.headers.get('etag') ?? '';
      expect((await acme.scim.get(`${path}/${first}`, { 'if-none-match': tag })).status).toBe(304);
      const { status: unknown, body: error } = await acme.scim.get(`${path}/4711`);
      expect([unknown, error]).toEqual([
        404,
        scimError(404, { detail: expect.stringContaining('4711') as string }),
      ]);
    }
  });

  it('cannot be written: 405 with what is allowed', async () => {
    for (const path of ['/Roles', '/Entitlements']) {
      const calls = [
        ['GET, HEAD', await acme.scim.post(path, { displayName: 'x' })],
        ['GET, HEAD', await acme.scim.put(path, { displayName: 'x' })],
        ['GET, HEAD', await acme.scim.put(`${path}/approver`, { displayName: 'x' })],
        ['GET, HEAD', await acme.scim.patch(`${path}/approver`, [])],
        ['GET, HEAD', await acme.scim.delete(`${path}/approver`)],
        ['POST', await acme.scim.get(`${path}/.search`)],
      ] as const;
      for (const [allow, { status, headers }] of calls)
        expect([path, status, headers.get('allow')]).toEqual([path, 405, allow]);
    }
  });

  it('need the same credential as everything else', async () => {
    for (const path of ['/Roles', '/Entitlements', '/Roles/approver'])
      expect((await fetch(acme.scim.baseUrl + path)).status).toBe(401);
  });
});
