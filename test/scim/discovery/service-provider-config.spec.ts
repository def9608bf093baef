import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addAccount,
  addUser,
  addUsers,
  logIn,
  makeApiKey,
  type TestAccount,
} from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { scimError, ScimClient, SCIM_TYPE } from '../../support/scim-client.js';

const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';

interface Config {
  bulk: { maxOperations: number; maxPayloadSize: number };
  filter: { maxResults: number };
  pagination: { defaultPageSize: number; maxPageSize: number; cursorTimeout: number };
  authenticationSchemes: { type: string }[];
}

const anyText = expect.any(String) as string;

describe.each(sqliteAndOneServer())('the service does what /ServiceProviderConfig says, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let config: Config;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    config = (await acme.scim.read('/ServiceProviderConfig')) as unknown as Config;
  });

  afterAll(() => app.close());

  it('has every sub-attribute that RFC 7643 §5 and RFC 9865 §4 require, none of them null', () => {
    const supported = { supported: true };
    const count = expect.any(Number) as number;
    const text = expect.stringMatching(/\w/) as string;
    const scheme = { name: text, description: text, specUri: expect.stringMatching(/^https:/) as string };
    expect(config).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: supported,
      bulk: { supported: true, maxOperations: count, maxPayloadSize: count },
      filter: { supported: true, maxResults: count },
      changePassword: supported,
      sort: supported,
      etag: supported,
      pagination: {
        cursor: true,
        index: true,
        defaultPaginationMethod: 'index',
        defaultPageSize: count,
        maxPageSize: count,
        cursorTimeout: count,
      },
      authenticationSchemes: [
        { type: 'httpbasic', primary: true, ...scheme },
        { type: 'oauthbearertoken', primary: false, ...scheme },
        { type: 'oauth2', primary: false, ...scheme },
      ],
      meta: {
        resourceType: 'ServiceProviderConfig',
        location: `${acme.scim.baseUrl}/ServiceProviderConfig`,
      },
    });
  });

  it('authenticationSchemes: accepts both', async () => {
    const key = await makeApiKey(app, acme.scim.authorization);
    const bearer = new ScimClient(acme.scim.baseUrl, `Bearer ${key}`);
    const me = await Promise.all([acme.scim, bearer].map((scim) => scim.read('/Me')));
    expect(me.map(({ id }) => id)).toEqual([acme.admin.id, acme.admin.id]);
  });

  it('bulk: accepts the advertised number of operations and bytes, and no more', async () => {
    const { maxOperations, maxPayloadSize } = config.bulk;
    const bulkOf = (count: number) => ({
      schemas: [BULK],
      Operations: Array.from({ length: count }, () => ({ method: 'DELETE', path: '/Users/nobody' })),
    });
    const most = await acme.scim.post('/Bulk', bulkOf(maxOperations));
    expect(most.status).toBe(200);
    expect(most.body['Operations']).toHaveLength(maxOperations);
    const tooMany = await acme.scim.post('/Bulk', bulkOf(maxOperations + 1));
    expect([tooMany.status, tooMany.body]).toEqual([413, scimError(413, { detail: anyText })]);

    const padded = (bytes: number) => JSON.stringify(bulkOf(1)).padEnd(bytes);
    expect((await acme.scim.post('/Bulk', padded(maxPayloadSize))).status).toBe(200);
    const tooLong = await acme.scim.post('/Bulk', padded(maxPayloadSize + 1));
    expect([tooLong.status, tooLong.body]).toEqual([413, scimError(413, { detail: anyText })]);
  });

  it('filter and pagination: returns the advertised number of results per page, and no more, by index and cursor', async () => {
    const { defaultPageSize, maxPageSize } = config.pagination;
    await addUsers(app, acme, maxPageSize + 1);
    const sizeOf = async (query: string) =>
      (await acme.scim.list(`/Users?attributes=id&${query}`)).Resources.length;
    const filter = encodeURIComponent('userName pr');
    expect(await sizeOf('')).toBe(defaultPageSize);
    expect(await sizeOf('cursor=')).toBe(defaultPageSize);
    expect(await sizeOf('count=5000')).toBe(maxPageSize);
    expect(await sizeOf('count=5000&cursor=')).toBe(maxPageSize);
    expect(await sizeOf(`count=5000&filter=${filter}`)).toBe(config.filter.maxResults);
    // The tests of cursors cover cursorTimeout.
    expect(config.pagination.cursorTimeout).toBe(3600);
  });

  it('patch, sort, etag and changePassword', async () => {
    const body = { userName: 'first', password: 'the old one' };
    const { id } = await acme.scim.create('/Users', body);
    const replace = [{ op: 'replace', path: 'password', value: 'the new one' }];
    const patched = await acme.scim.patch(`/Users/${id}`, replace);
    expect(patched.status).toBe(200);
    expect((await logIn(app, acme, 'first', 'the old one')).status).toBe(401);
    expect((await logIn(app, acme, 'first', 'the new one')).status).toBe(200);

    const tag = String(patched.headers.get('etag'));
    expect((await acme.scim.get(`/Users/${id}`, { 'if-none-match': tag })).status).toBe(304);
    expect((await acme.scim.patch(`/Users/${id}`, replace, { 'if-match': 'W/"0"' })).status).toBe(412);

    await addUser(app, acme, { userName: 'last', title: 'Z' });
    await addUser(app, acme, { userName: 'middle', title: 'a' });
    const sorted = await acme.scim.list('/Users?sortBy=title&sortOrder=ascending&count=2');
    expect(sorted.Resources.map(({ userName }) => userName)).toEqual(['middle', 'last']);
  });

  it('is answered as SCIM, with the path in any letter case and with a trailing slash', async () => {
    for (const path of ['/SCIM/v2/ServiceProviderConfig/', '/scim/V2/serviceproviderconfig']) {
      const response = await fetch(app.url + path, {
        headers: { authorization: acme.scim.authorization },
      });
      expect(response.headers.get('content-type')).toContain(SCIM_TYPE);
      expect(await response.json()).toEqual(config);
    }
  });
});
