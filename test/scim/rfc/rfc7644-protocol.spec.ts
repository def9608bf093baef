import { fastify } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loggedCaller } from '../../../src/auth/logged-caller.js';
import { logRequests } from '../../../src/platform/http/request-log.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { basic, resource, scimError, send, type Answer } from '../../support/scim-client.js';

const TABLE_9 =
  /^(?:invalid(?:Filter|Syntax|Path|Value|Vers)|tooMany|uniqueness|mutability|noTarget|sensitive|undefined)$/;

const anyText = expect.any(String) as string;

describe.each(sqliteAndOneServer())('RFC 7644 §2 and §3.7 to §7, the protocol at large, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  it('RFC 7644 §2: 401 says how to log in, on every path', async () => {
    for (const path of ['/Users', '/ServiceProviderConfig', '/nothing']) {
      for (const headers of [{}, { authorization: basic('nobody', 'x') }]) {
        const { status, headers: given, body } = await send(acme.scim.baseUrl + path, 'GET', { headers });
        expect([status, body]).toEqual([401, scimError(401, { detail: anyText })]);
        expect(given.get('www-authenticate')).toMatch(/^Basic realm="Declaree"/);
      }
    }
  });

  it('RFC 7644 §3.7: a bulk request resolves bulkId references and stops after failOnErrors', async () => {
    const operations = [
      {
        method: 'POST',
        path: '/Groups',
        bulkId: 'g',
        data: { displayName: 'G', members: [{ value: 'bulkId:u' }] },
      },
      { method: 'POST', path: '/Users', bulkId: 'u', data: { userName: 'bulk' } },
      { method: 'POST', path: '/Users', bulkId: 'v', data: { userName: 'BULK' } },
      { method: 'POST', path: '/Users', bulkId: 'w', data: { userName: 'not reached' } },
    ];
    const schemas = ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'];
    const { status, body } = await acme.scim.post('/Bulk', {
      schemas,
      failOnErrors: 1,
      Operations: operations,
    });
    expect(status).toBe(200);
    expect(body['Operations']).toMatchObject([{ status: '201' }, { status: '201' }, { status: '409' }]);
    const [user] = await acme.scim.search('/Users', 'userName eq "bulk"');
    const [group] = await acme.scim.search('/Groups', 'displayName eq "G"');
    expect(group?.['members']).toMatchObject([{ value: user?.id }]);
    expect(await acme.scim.search('/Users', 'userName eq "not reached"')).toEqual([]);
  });

  it('RFC 7644 §3.7.4: too many operations are 413', async () => {
    const Operations = Array.from({ length: 1001 }, () => ({ method: 'DELETE', path: '/Users/x' }));
    const { status, body } = await acme.scim.post('/Bulk', { Operations });
    expect([status, body]).toEqual([413, scimError(413, { detail: anyText })]);
  });

  it("RFC 7644 §3.11: /Me is the credential's own user", async () => {
    const answer = await acme.scim.get('/Me');
    const location = `${acme.scim.baseUrl}/Users/${acme.admin.id}`;
    expect(resource(answer)).toMatchObject({ id: acme.admin.id, meta: { location } });
  });

  it('RFC 7644 §3.12: every error has the Error schema, a status that is a string, and a scimType of Table 9', async () => {
    const at = `/Users/${acme.admin.id}`;
    const errors: Answer[] = [
      await acme.scim.get('/Users/nobody'),
      await acme.scim.get('/nothing'),
      await acme.scim.get('/Users?filter=x'),
      await acme.scim.get('/Users?sortBy=x'),
      await acme.scim.post('/Users', '{'),
      await acme.scim.post('/Users', []),
      await acme.scim.post('/Users', {}),
      await acme.scim.post('/Users', { userName: acme.admin.userName }),
      await acme.scim.post('/Users/nobody', {}),
      await acme.scim.put(at, { userName: 'x', active: 'perhaps' }),
      await acme.scim.patch(at, [{ op: 'replace', value: { active: false } }]),
      await acme.scim.patch(at, [{ op: 'remove', path: 'id' }]),
      await acme.scim.delete(at),
      await acme.scim.delete(at, { 'if-match': 'W/"999"' }),
    ];
    const statuses = [404, 404, 400, 400, 400, 400, 400, 409, 405, 400, 403, 400, 403, 412];
    expect(errors.map(({ status }) => status)).toEqual(statuses);
    for (const { status, body, headers } of errors) {
      expect(headers.get('content-type')).toMatch(/^application\/scim\+json/);
      expect(body).toMatchObject({ ...scimError(status), detail: expect.stringMatching(/\w/) });
      expect(String(body['scimType'])).toMatch(TABLE_9);
    }
  });

  it('RFC 7644 §3.14: a weak ETag in header and meta.version, If-Match 412, If-None-Match 304', async () => {
    for (const [path, body] of [
      ['/Users', { userName: 'tagged' }],
      ['/Groups', { displayName: 'tagged' }],
    ] as const) {
      const { id } = await acme.scim.create(path, body);
      const at = `${path}/${id}`;
      const answer = await acme.scim.get(at);
      const tag = String(answer.headers.get('etag'));
      expect(tag).toMatch(/^W\/"/);
      expect(resource(answer).meta.version).toBe(tag);
      const unchanged = await acme.scim.get(at, { 'if-none-match': tag });
      expect([unchanged.status, unchanged.body]).toEqual([304, {}]);
      const change = [{ op: 'replace', path: 'externalId', value: 'x' }];
      expect((await acme.scim.patch(at, change, { 'if-match': tag })).status).toBeLessThan(300);
      const late = [
        await acme.scim.patch(at, change, { 'if-match': tag }),
        await acme.scim.put(at, body, { 'if-match': tag }),
        await acme.scim.delete(at, { 'if-match': tag }),
      ];
      expect(late.map(({ status }) => status)).toEqual([412, 412, 412]);
      expect((await acme.scim.get(at, { 'if-none-match': tag })).status).toBe(200);
    }
  });

  it('RFC 7644 §4: discovery has lists and single resources, and a filter on them is 403', async () => {
    for (const [path, id] of [
      ['/Schemas', 'urn:ietf:params:scim:schemas:core:2.0:User'],
      ['/ResourceTypes', 'User'],
    ] as const) {
      const { totalResults, Resources } = await acme.scim.list(`${path}?count=1`);
      expect(Resources).toHaveLength(totalResults);
      expect(await acme.scim.read(`${path}/${id}`)).toEqual(Resources.find((each) => each.id === id));
      expect((await acme.scim.get(`${path}?filter=id%20pr`)).status).toBe(403);
    }
  });

  it("RFC 7644 §6: names and externalIds belong to one account; another account's ids are unknown", async () => {
    const globex = await addAccount(app);
    const body = { userName: 'shared', externalId: 'shared' };
    const [ours, theirs] = [await acme.scim.create('/Users', body), await globex.scim.create('/Users', body)];
    expect((await acme.scim.search('/Users', 'externalId eq "shared"')).map(({ id }) => id)).toEqual([
      ours.id,
    ]);
    for (const answer of [
      await acme.scim.get(`/Users/${theirs.id}`),
      await acme.scim.delete(`/Users/${theirs.id}`),
    ]) {
      expect([answer.status, answer.body]).toEqual([404, scimError(404, { detail: anyText })]);
    }
  });
});

describe('RFC 7644 §7.5.2', () => {
  it('RFC 7644 §7.5.2: the personal data in a filter is never logged', async () => {
    const lines: string[] = [];
    const logger = pino({}, { write: (line: string) => void lines.push(line) });
    const server = fastify();
    logRequests(server, logger, loggedCaller);
    server.get('/SCIM/v2/Users', () => ({}));
    const filter = encodeURIComponent('userName eq "mira.vos@acme.example"');
    await server.inject({ url: `/SCIM/v2/Users?filter=${filter}`, headers: { authorization: 'Bearer key' } });
    expect(lines.join('')).toContain('/SCIM/v2/Users');
    expect(lines.join('')).not.toMatch(/mira|filter|key/);
  });
});
