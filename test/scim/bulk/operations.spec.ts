import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { scimError, SCIM_TYPE, send } from '../../support/scim-client.js';
import { items } from '../../rest/support/support-client.js';
import { idOf, postBulk, sendBulk, statusesOf } from './send-bulk.js';

const BULK_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse';
const MAX_PAYLOAD = 10_485_760;
const MAX_OPERATIONS = 1_000;

describe.each(databaseLanes())('a bulk request on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const newName = () => `person${++number}@acme.example`;
  const addUser = (userName = newName()) => ({
    method: 'POST',
    path: '/Users',
    bulkId: `b${++number}`,
    data: { userName },
  });
  const rename = (displayName: string) => ({
    Operations: [{ op: 'replace', path: 'displayName', value: displayName }],
  });
  const taken = () => addUser(acme.admin.userName);
  const countOf = async () => (await acme.scim.list('/Users?count=0')).totalResults;

  it('answers the method, status, location and version of every operation', async () => {
    const user = await acme.scim.create('/Users', { userName: newName() });
    const group = await acme.scim.create('/Groups', { displayName: `Group ${++number}` });
    const added = addUser();
    const answer = await postBulk(acme.scim, [
      added,
      { method: 'PUT', path: `/Users/${user.id}`, data: { userName: user['userName'], title: 'Clerk' } },
      { method: 'PATCH', path: `/Groups/${group.id}`, bulkId: 'mine', data: rename('Renamed') },
      { method: 'DELETE', path: `/Groups/${group.id}` },
      { method: 'DELETE', path: `/Groups/${group.id}` },
    ]);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain(SCIM_TYPE);
    const { baseUrl } = acme.scim;
    expect(answer.body).toEqual({
      schemas: [BULK_RESPONSE],
      Operations: [
        {
          method: 'POST',
          bulkId: added.bulkId,
          status: '201',
          location: expect.stringContaining(`${baseUrl}/Users/`),
          version: 'W/"1"',
        },
        { method: 'PUT', status: '200', location: user.meta.location, version: 'W/"2"' },
        { method: 'PATCH', bulkId: 'mine', status: '204', location: group.meta.location, version: 'W/"2"' },
        { method: 'DELETE', status: '204', location: group.meta.location },
        {
          method: 'DELETE',
          status: '404',
          location: group.meta.location,
          response: { ...scimError(404), detail: expect.stringContaining(group.id) },
        },
      ],
    });
  });

  it('logs how long each operation took, not the time since the request arrived', async () => {
    const count = 60;
    const began = performance.now();
    const results = await sendBulk(acme.scim, [
      ...Array.from({ length: count - 1 }, () => addUser()),
      taken(),
    ]);
    const tookMs = performance.now() - began;
    expect(results).toHaveLength(count);
    const answer = await send(
      `${app.url}/api/v1/provisioning/events?operation=create&limit=${count}`,
      'GET',
      {
        headers: { authorization: acme.scim.authorization },
      },
    );
    const durations = items(answer).map(({ durationMs }) => Number(durationMs));
    expect(durations).toHaveLength(count);
    // Each is rounded by at most half a millisecond.
    expect(durations.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(tookMs + count / 2);
  });

  it('changes a resource only if the version matches', async () => {
    const { id, meta } = await acme.scim.create('/Users', { userName: newName() });
    const path = `/Users/${id}`;
    const results = await sendBulk(acme.scim, [
      { method: 'PATCH', path, version: meta.version, data: rename('First') },
      { method: 'PATCH', path, version: meta.version, data: rename('Second') },
      { method: 'PUT', path, version: meta.version, data: { userName: newName() } },
      { method: 'DELETE', path, version: meta.version },
      { method: 'PATCH', path, version: 'W/"2"', data: rename('Third') },
    ]);
    expect(statusesOf(results)).toEqual(['200', '412', '412', '412', '200']);
    expect(results[1]?.response).toMatchObject(scimError(412));
    expect(await acme.scim.read(path)).toMatchObject({ displayName: 'Third', meta: { version: 'W/"3"' } });
  });

  it('keeps successful operations, whatever fails before or after', async () => {
    const results = await sendBulk(acme.scim, [addUser(), taken(), addUser(), taken(), addUser()]);
    expect(statusesOf(results)).toEqual(['201', '409', '201', '409', '201']);
    expect(results[1]?.response).toMatchObject(scimError(409, { scimType: 'uniqueness' }));
    for (const result of [results[0], results[2], results[4]]) {
      expect((await acme.scim.get(`/Users/${idOf(result)}`)).status).toBe(200);
    }
  });

  it('runs each operation atomically', async () => {
    const user = await acme.scim.create('/Users', { userName: newName() });
    const data = {
      Operations: [
        ...rename('Half').Operations,
        { op: 'replace', path: 'userName', value: acme.admin.userName },
      ],
    };
    const results = await sendBulk(acme.scim, [
      { method: 'PATCH', path: `/Users/${user.id}`, data },
      {
        method: 'POST',
        path: '/Groups',
        bulkId: 'g',
        data: { displayName: 'Half', members: [{ value: 'nobody' }] },
      },
    ]);
    expect(statusesOf(results)).toEqual(['409', '400']);
    expect(await acme.scim.read(`/Users/${user.id}`)).toEqual(user);
    expect(await acme.scim.search('/Groups', 'displayName eq "Half"')).toEqual([]);
  });

  it.each([
    [1, ['201', '409']],
    [2, ['201', '409', '201', '409']],
    [3, ['201', '409', '201', '409', '201']],
  ])(
    'stops after %i errors if failOnErrors says so, and keeps what was done',
    async (failOnErrors, statuses) => {
      const before = await countOf();
      const operations = [addUser(), taken(), addUser(), taken(), addUser()];
      const results = await sendBulk(acme.scim, operations, { failOnErrors });
      expect(statusesOf(results)).toEqual(statuses);
      expect(await countOf()).toBe(before + statuses.filter((status) => status === '201').length);
    },
  );

  it('fails only the malformed operations', async () => {
    const results = await sendBulk(acme.scim, [
      'POST /Users',
      null,
      { method: 'GET', path: '/Users' },
      { method: 'POST', path: '/Users', data: { userName: newName() } },
      { method: 'POST', path: '/Schemas', bulkId: 'schema', data: {} },
      { method: 'POST', path: '/Users', bulkId: 'none' },
      { method: 'PATCH', path: `/Users/${acme.admin.id}`, data: {} },
      { method: 'PUT', path: '/Users/unknown', data: { userName: newName() } },
      addUser(),
    ]);
    expect(statusesOf(results)).toEqual(['400', '400', '400', '400', '400', '400', '400', '404', '201']);
    for (const { status, response } of results.slice(0, -1)) {
      expect(response).toMatchObject(scimError(Number(status), { detail: expect.stringMatching(/\w/) }));
    }
  });

  it('creates only the first of two resources with the same bulkId', async () => {
    const first = { ...addUser(), bulkId: 'twin' };
    const second = { ...addUser(), bulkId: 'twin' };
    const group = {
      method: 'POST',
      path: '/Groups',
      bulkId: 'group',
      data: { displayName: `Group ${++number}`, members: [{ value: 'bulkId:twin' }] },
    };
    const results = await sendBulk(acme.scim, [first, second, group]);
    expect(statusesOf(results)).toEqual(['201', '400', '201']);
    expect(results[1]?.response?.detail).toContain('"twin"');
    expect(await acme.scim.search('/Users', `userName eq "${second.data.userName}"`)).toEqual([]);
    const [user, , third] = results;
    expect(await acme.scim.read(`/Groups/${idOf(third)}`)).toMatchObject({
      members: [{ value: idOf(user) }],
    });
  });

  it.each([
    ['{', 'invalidSyntax'],
    ['[]', 'invalidSyntax'],
    ['"Operations"', 'invalidSyntax'],
    ['{"Operations":{}}', 'invalidSyntax'],
    ['{"Operations":[],"failOnErrors":0}', 'invalidValue'],
    ['', 'invalidSyntax'],
  ])('that is invalid (%s) is refused as a whole', async (body, scimType) => {
    const answer = await acme.scim.post('/Bulk', body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject(scimError(400, { scimType }));
  });

  it('may have as many operations as advertised, and no more', async () => {
    const { bulk } = await acme.scim.read('/ServiceProviderConfig');
    expect(bulk).toEqual({ supported: true, maxOperations: MAX_OPERATIONS, maxPayloadSize: MAX_PAYLOAD });
    const before = await countOf();
    const operations = Array.from({ length: MAX_OPERATIONS }, () => addUser());
    const results = await sendBulk(acme.scim, operations);
    expect(results.map(({ bulkId }) => bulkId)).toEqual(operations.map(({ bulkId }) => bulkId));
    expect(new Set(statusesOf(results))).toEqual(new Set(['201']));

    const tooMany = await postBulk(acme.scim, [...operations, addUser()]);
    expect(tooMany.status).toBe(413);
    expect(tooMany.body).toMatchObject(scimError(413, { detail: expect.stringContaining('1000') }));
    expect(await countOf()).toBe(before + MAX_OPERATIONS);
  });

  it('may be as large as advertised, and no larger', async () => {
    const bodyOf = (size: number) => {
      const body = JSON.stringify({ Operations: [addUser()] });
      return body.padEnd(size, ' ');
    };
    expect((await acme.scim.post('/Bulk', bodyOf(MAX_PAYLOAD))).status).toBe(200);
    const tooLarge = await acme.scim.post('/Bulk', bodyOf(MAX_PAYLOAD + 1));
    expect(tooLarge.status).toBe(413);
    expect(tooLarge.body).toMatchObject(
      scimError(413, { detail: expect.stringContaining(String(MAX_PAYLOAD)) }),
    );
  });

  it('may be nested as deeply as any body, and no deeper', async () => {
    const depth = 30;
    const deeper = `${'{"a":['.repeat(depth + 1)}${']}'.repeat(depth + 1)}`;
    const refused = await acme.scim.post('/Bulk', `{"Operations":[{"data":{"unknown":${deeper}}}]}`);
    expect([refused.status, refused.body['detail']]).toEqual([400, expect.stringContaining('64 levels')]);
    const deep = `${'{"a":['.repeat(depth)}"bulkId:x"${']}'.repeat(depth)}`;
    const operations = [
      `{"method":"POST","path":"/Users","bulkId":"x","data":{"userName":"${newName()}"}}`,
      `{"method":"POST","path":"/Users","bulkId":"y","data":{"userName":"${newName()}","unknown":${deep}}}`,
      `{"method":"POST","path":"/Users","bulkId":"z","data":{"userName":${deep}}}`,
      `{"method":"POST","path":"/Users","bulkId":"q","data":{"userName":"${newName()}","emails":${deep}}}`,
    ];
    const answer = await acme.scim.post('/Bulk', `{"Operations":[${operations.join(',')}]}`);
    expect(answer.status).toBe(200);
    const results = answer.body['Operations'] as { status: string }[];
    expect(results.map(({ status }) => status)).toEqual(['201', '201', '400', '201']);
  });
});
